// The same vectors that the Rust tests read. Run: node --test crates/forms/js/

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { evaluate } from './expression.js'
import { solve } from './logic.js'
import { read } from './read.js'

const file = name => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url)))
const compiled = file('compiled.json')

// A datum as the vector files write it.
const datum = json => (json && json.partial ? read({ t: 'partial_date' }, { '': [json.partial] }).d : json === null ? NaN : json)
const shown = d => (Array.isArray(d) ? (d.length ? shown(d[0]) : null) : Number.isNaN(d) ? null : d && d.t ? d.t : d)
const each = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))

test('expressions', async t => {
  const { vectors, values, rows, homes, ...defaults } = file('expressions.json')
  assert.equal(vectors.length, compiled.expressions.length)
  const top = each(values, datum), tables = each(rows, table => table.map(row => each(row, datum)))
  const has = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : '')
  vectors.forEach(([written, expected, context = {}], index) => {
    const [repeat, row] = context.row || []
    const scope = {
      ...defaults, ...context, row, cur: 'current' in context ? datum(context.current) : '',
      names: compiled.names[context.language || defaults.language],
      get: name => tables[name] ? tables[name].map(() => '') : !homes[name] ? has(top, name)
        : homes[name] === repeat ? has(tables[repeat][row], name) : tables[homes[name]].map(one => has(one, name)),
      inRow: (name, of, at) => has(tables[of][at], name),
      col: name => context.choice && (name === 'name' ? context.choice[0] : context.choice[1][name]),
    }
    assert.deepEqual(shown(evaluate(compiled.expressions[index], scope)), expected, written)
  })
})

test('what is typed', () => {
  for (const [type, sent, expected] of file('inputs.json').vectors) {
    const parts = typeof sent === 'string' ? { '': [sent] } : Array.isArray(sent) ? { '': sent }
      : each(sent, texts => [texts].flat())
    const field = { t: type.split(' ')[0], a: [0, 10, 1] }
    const answer = read(field, parts)
    assert.deepEqual(answer.bad ? `!${answer.bad}` : shown(answer.d), expected, `${type} ${JSON.stringify(sent)}`)
  }
})

// What a page would gather from its inputs.
const gather = (def, sent) => {
  const given = { top: { ...def.kept }, rows: {} }, bad = {}
  const texts = prefix => {
    const parts = {}
    for (const [name, value] of Object.entries(sent)) {
      if (name === prefix) parts[''] = [value].flat()
      else if (name.startsWith(`${prefix}.`)) parts[name.slice(prefix.length + 1)] = [value].flat()
    }
    return parts
  }
  const walk = (items, into, prefix, row) => items.forEach(item => {
    if (item.p) {
      const numbers = new Set(Object.keys(sent).filter(name => name.startsWith(`${item.p}.`)).map(name => +name.split('.')[1]))
      given.rows[item.p] = [...numbers].sort((a, b) => a - b).map((number, index) => {
        const answers = {}
        walk(item.i, answers, `${item.p}.${number}.`, index)
        return answers
      })
    } else if (item.i) walk(item.i, into, prefix, row)
    else if (!item.o) {
      const parts = texts(prefix + item.n)
      if (!Object.keys(parts).length) return
      const answer = read(item, parts)
      into[item.n] = answer.d
      if (answer.bad) bad[row === undefined ? item.n : `${item.n}@${row}`] = answer.bad
    }
  })
  walk(def.items, given.top, '')
  return { given, bad }
}

test('forms', () => {
  let index = 0
  for (const form of file('forms.json').forms) {
    for (const expected of form.cases) {
      const def = compiled.definitions[index++], what = `${form.name} ${JSON.stringify(expected.sent)}`
      const { given, bad } = gather(def, { ...expected.before, ...expected.sent })
      const state = solve(def, given)
      assert.deepEqual([...state.hidden].sort(), expected.hidden, what)
      const problems = {}
      const judge = (field, row) => {
        const at = row === undefined ? field.n : `${field.n}@${row}`
        if (state.hidden.has(at)) return
        const code = bad[at] || state.fault(field, row)
        if (code) problems[at] = code
      }
      for (const field of Object.values(state.fields)) {
        const repeat = state.homes[field.n]
        if (repeat) state.rows[repeat].forEach((_, row) => judge(field, row))
        else judge(field)
      }
      assert.deepEqual(problems, expected.problems, what)
      for (const [name, answer] of Object.entries(expected.answers)) {
        if (!Array.isArray(answer)) assert.deepEqual(shown(state.top[name]), answer, `${what} ${name}`)
        else {
          if (!answer.length) assert.equal(state.rows[name].length, 0, what)
          answer.forEach((row, at) => {
            for (const [field, value] of Object.entries(row)) assert.deepEqual(shown(state.rows[name][at][field]), value, `${what} ${field}@${at}`)
          })
        }
      }
    }
  }
  assert.equal(index, compiled.definitions.length)
})
