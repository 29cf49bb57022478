// The page's side of logic.js in a real browser: headless Chromium, driven by a script on the page itself, which leaves
// its findings in the document. Skipped where there is no Chromium.

import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { test } from 'node:test'

const chromium = (() => {
  try { return execFileSync('which', ['chromium']).toString().trim() } catch { return null }
})()

const definition = {
  lang: 'en', today: '2026-03-01', now: '2026-03-01T10:00', names: null, given: {}, kept: { born: '2012-02-29' }, rows: { carers: [{}] },
  lists: { district: [['a1', 'Alatau', { region: 'alm' }, 0], ['b1', 'Baikonur', { region: 'ast' }, 0]] },
  items: [
    { n: 'seen', t: 'select_one', l: 'yes_no' },
    { n: 'why', t: 'text', r: ['=', ['$', 'seen'], 'no'] },
    { n: 'age', t: 'integer', c: ['<=', ['.'], 18], m: 'Write the age of a child' },
    { n: 'double', t: 'text', k: ['*', ['$', 'age'], 2], o: 1 },
    { n: 'region', t: 'select_one', l: 'region' },
    { n: 'district', t: 'select_one', l: 'district', f: ['=', ['#', 'region'], ['$', 'region']] },
    { n: 'born_year', t: 'text', r: ['>', ['age', ['$', 'born']], 12] },
    { n: 'kept_shown', t: 'text', r: 0 },
    { g: 'school', r: ['>', ['$', 'age'], 6], i: [{ n: 'grade', t: 'integer' }] },
    { p: 'carers', i: [{ n: 'who', t: 'text' }, { n: 'order', t: 'date', r: ['=', ['$', 'who'], 'aunt'] }] },
    { n: 'some', t: 'text', r: ['=', ['count', ['$', 'carers']], 2] },
  ],
}
const field = (name, inside, extra = '') => `<div data-field="${name}" ${extra}>${inside}<p data-message></p></div>`
const row = n => `<div data-row="${n}">${field('who', `<input name="carers.${n}.who">`)}${field('order', `<input name="carers.${n}.order">`)}
  <input type="checkbox" name="carers.${n}._remove" value="1"><button data-remove-row>x</button></div>`
const page = `<!doctype html><meta charset="utf-8"><form data-logic="def" data-say-no-number="Write a number">
${field('seen', '<input type="radio" name="seen" value="yes"><input type="radio" name="seen" value="no">')}
${field('why', '<input name="why">', 'hidden')}${field('age', '<input name="age">')}
${field('double', '<output data-value></output>')}
${field('region', '<select name="region"><option value=""><option value="alm"><option value="ast"></select>')}
${field('district', '<select name="district"><option value=""><option value="a1"><option value="b1"></select>')}
${field('born_year', '<input name="born_year">')}${field('kept_shown', '<input name="kept_shown">', 'hidden')}
<fieldset data-group="school">${field('grade', '<input name="grade">')}</fieldset>
<div data-repeat="carers">${row(0)}<template data-row-of="carers">${row('__ROW__')}</template><button data-add-row="carers">+</button></div>
${field('some', '<input name="some">')}</form>
<script type="application/json" id="def">${JSON.stringify(definition)}</script>
<script type="module" src="logic.js"></script><script type="module" src="drive.js"></script>`

// Runs on the page, after logic.js.
const drive = `
const found = {}, q = s => document.querySelector(s), box = name => q('[data-field=' + name + ']')
const write = (input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true })); input.dispatchEvent(new Event('change', { bubbles: true })) }
found.start = { why: box('why').hidden, disabled: q('[name=why]').disabled, born: box('born_year').hidden, kept: box('kept_shown').hidden, school: q('[data-group=school]').hidden, grade: q('[name=grade]').disabled, some: box('some').hidden }
q('[name=seen][value=no]').click()
found.no = { why: box('why').hidden, disabled: q('[name=why]').disabled }
q('[name=seen][value=yes]').click()
found.yes = { why: box('why').hidden, disabled: q('[name=why]').disabled }
write(q('[name=age]'), '٩')
found.nine = { double: box('double').querySelector('output').textContent, school: q('[data-group=school]').hidden, grade: q('[name=grade]').disabled, message: box('age').querySelector('p').textContent }
write(q('[name=age]'), '19')
found.nineteen = { message: box('age').querySelector('p').textContent, invalid: q('[name=age]').getAttribute('aria-invalid') }
write(q('[name=age]'), 'nine')
found.word = { message: box('age').querySelector('p').textContent, double: box('double').querySelector('output').textContent }
write(q('[name=age]'), '9')
found.mended = { message: box('age').querySelector('p').textContent, invalid: q('[name=age]').getAttribute('aria-invalid') }
write(q('[name=region]'), 'alm')
write(q('[name=district]'), 'a1')
found.alm = { a1: q('option[value=a1]').disabled, b1: q('option[value=b1]').disabled, chosen: q('[name=district]').value }
write(q('[name=region]'), 'ast')
found.ast = { a1: q('option[value=a1]').disabled, b1: q('option[value=b1]').disabled, chosen: q('[name=district]').value }
q('[data-add-row]').click()
found.added = { names: [...document.querySelectorAll('[data-row] [name$=".who"]')].map(i => i.name), some: box('some').hidden }
write(q('[name="carers.1.who"]'), 'aunt')
found.aunt = [...document.querySelectorAll('[data-field=order]')].map(o => o.hidden)
q('[data-row="0"] [data-remove-row]').click()
found.removed = { hidden: q('[data-row="0"]').hidden, marked: q('[name="carers.0._remove"]').checked, some: box('some').hidden, order: q('[data-row="1"] [data-field=order]').hidden }
document.body.innerHTML = '<pre>' + JSON.stringify(found) + '</pre>'
`

test('the page follows its conditions', { skip: !chromium && 'no chromium' }, async () => {
  const server = createServer((request, response) => {
    const name = request.url.slice(1)
    response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html')
    response.end(name === '' ? page : name === 'drive.js' ? drive : /^[a-z]+\.js$/.test(name) ? readFileSync(new URL(name, import.meta.url)) : '')
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=5000', '--dump-dom', `http://127.0.0.1:${server.address().port}/`]
  const html = await new Promise((resolve, reject) => execFile(chromium, options, { timeout: 60000 }, (error, out) => (error ? reject(error) : resolve(out))))
  server.close()
  const json = /<pre>(.*)<\/pre>/.exec(html)
  assert.ok(json, html)
  assert.deepEqual(JSON.parse(json[1]), {
    start: { why: true, disabled: true, born: false, kept: true, school: true, grade: true, some: true },
    no: { why: false, disabled: false },
    yes: { why: true, disabled: true },
    nine: { double: '18', school: false, grade: false, message: '' },
    nineteen: { message: 'Write the age of a child', invalid: 'true' },
    word: { message: 'Write a number', double: '' },
    mended: { message: '', invalid: null },
    alm: { a1: false, b1: true, chosen: 'a1' },
    ast: { a1: true, b1: false, chosen: '' },
    added: { names: ['carers.0.who', 'carers.1.who'], some: false },
    aunt: [true, false],
    removed: { hidden: true, marked: true, some: true, order: false },
  })
})
