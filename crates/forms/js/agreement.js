// Compares what Rust found for random expressions and inputs with what the browser's modules find. The Rust test
// tests/it/agreement.rs writes the cases and runs: node agreement.js CASES

import { readFileSync } from 'node:fs'
import { evaluate } from './expression.js'
import { read } from './read.js'

const { expressions, inputs, scope: seen } = JSON.parse(readFileSync(process.argv[2]))
const has = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : '')
const scope = row => ({
  ...seen, row, col: name => has(seen.columns, name),
  get: name => seen.rows[name] ? seen.rows[name].map(() => '') : !seen.homes[name] ? has(seen.top, name)
    : row !== null && seen.homes[name] === 'kids' ? has(seen.rows.kids[row], name) : seen.rows[seen.homes[name]].map(one => has(one, name)),
  inRow: (name, of, index) => has((seen.rows[of] || [])[index], name),
})
const shown = d => (Array.isArray(d) ? d.map(shown) : Number.isNaN(d) ? null : d && d.t ? d.t : d)
const wrong = []
const compare = (what, found, expected) => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`${what}: JavaScript ${JSON.stringify(found)}, Rust ${JSON.stringify(expected)}`)
}
for (const { written, tree, row, expected } of expressions) {
  const s = scope(row)
  compare(written, shown(evaluate(tree, { ...s, row: row ?? undefined })), expected)
}
for (const { type, sent, expected } of inputs) {
  const answer = read({ t: type, a: [-2, 2, 0.5] }, sent)
  compare(`${type} ${JSON.stringify(sent)}`, answer.bad ? `!${answer.bad}` : shown(answer.d), expected)
}
console.log(`${expressions.length} expressions and ${inputs.length} inputs compared`)
if (wrong.length) {
  console.log(wrong.slice(0, 30).join('\n'))
  process.exit(1)
}
