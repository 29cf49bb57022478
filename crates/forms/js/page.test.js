// page.js in a real browser: headless Chromium, driven by a script on the page itself, which leaves
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
  lang: 'en', today: '2026-03-01', now: '2026-03-01T10:00', names: null, given: {}, kept: { born: '2012-02-29' }, rows: { carers: [{}, {}] },
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
    { p: 'carers', i: [{ n: 'who', t: 'text' }, { g: 'paper', r: ['=', ['$', 'who'], 'aunt'], i: [{ n: 'order', t: 'date' }] }] },
    { n: 'some', t: 'text', r: ['=', ['count', ['$', 'carers']], 3] },
    { p: 'visits', x: ['$', 'age'], i: [{ n: 'note', t: 'text' }] },
    { n: 'from', t: 'integer' },
    { n: 'to', t: 'integer', c: ['>=', ['.'], ['$', 'from']], m: 'After the first' },
    { n: 'year', t: 'partial_date' },
    { n: 'scale', t: 'range', a: [0, 10, 1] },
  ],
}
const field = (name, inside, extra = '') => `<div data-field="${name}" ${extra}>${inside}<p data-message></p></div>`
const row = n => `<div data-row="${n}" data-remove="Remove {number}"><i data-number></i><input type="hidden" name="carers.${n}._remove" value="">
  ${field('who', `<input name="carers.${n}.who" value="${n === 1 ? 'aunt' : ''}">`)}<fieldset data-group="paper">${field('order', `<input name="carers.${n}.order">`)}</fieldset>
  <button name="_remove" value="carers.${n}">x</button></div>`
const visit = n => `<div data-row="${n}" data-remove=""><i data-number></i><input type="hidden" name="visits.${n}._remove" value="">${field('note', `<input name="visits.${n}.note">`)}</div>`
const page = `<!doctype html><meta charset="utf-8"><form data-logic="def">
<template data-say><svg></svg><p data-code="no_number">Write a number</p><p data-code="year_missing">Write the year too</p><p data-code="out_of_range">From {least} to {most}</p></template>
${field('seen', '<input type="radio" name="seen" value="yes"><input type="radio" name="seen" value="no">')}
${field('why', '<input name="why">', 'hidden')}${field('age', '<input name="age">')}
${field('double', '<output data-value></output>')}
${field('region', '<select name="region"><option value=""><option value="alm"><option value="ast"></select>')}
${field('district', '<input type="hidden" name="district" value="">' + ['a1', 'b1'].map(code => `<label data-choice="${code}"><input type="radio" name="district" value="${code}"></label>`).join(''))}
${field('born_year', '<input name="born_year">')}${field('kept_shown', '<input name="kept_shown">', 'hidden')}
<fieldset data-group="school">${field('grade', '<input name="grade">')}</fieldset>
<div data-repeat="carers">${row(0)}${row(1)}<template data-row-of="carers">${row('__ROW__')}</template><button name="_add" value="carers">+</button></div>
${field('some', '<input name="some">')}
<div data-repeat="visits"><template data-row-of="visits">${visit('__ROW__')}</template></div>
${field('from', '<input name="from" value="5">')}
<div data-field="to"><p data-message>Refused: after the first</p><input name="to" value="3" aria-invalid="true"></div>
${field('year', '<input name="year.day"><input name="year.year">')}${field('scale', '<input name="scale">')}</form>
<script type="application/json" id="def">${JSON.stringify(definition)}</script>
<script type="module" src="page.js"></script><script type="module" src="drive.js"></script>`

// Runs on the page, after page.js.
const drive = `
const found = {}, q = s => document.querySelector(s), box = name => q('[data-field=' + name + ']')
const type = (input, value) => { input.value = value; input.dispatchEvent(new Event('input', { bubbles: true })) }
const leave = (input, to) => input.dispatchEvent(new FocusEvent('focusout', { bubbles: true, relatedTarget: to }))
const write = (input, value) => { type(input, value); input.dispatchEvent(new Event('change', { bubbles: true })); leave(input) }
const said = name => { const place = box(name).querySelector('p'); return place.textContent && (place.querySelector('svg') ? '' : 'bare ') + place.textContent }
found.start = { why: box('why').hidden, disabled: q('[name=why]').disabled, born: box('born_year').hidden, kept: box('kept_shown').hidden, school: q('[data-group=school]').hidden, grade: q('[name=grade]').disabled, some: box('some').hidden }
q('[name=seen][value=no]').click()
found.no = { why: box('why').hidden, disabled: q('[name=why]').disabled }
q('[name=seen][value=yes]').click()
found.yes = { why: box('why').hidden, disabled: q('[name=why]').disabled }
write(q('[name=age]'), '٩')
found.nine = { double: box('double').querySelector('output').textContent, school: q('[data-group=school]').hidden, grade: q('[name=grade]').disabled, message: said('age'), visits: [...document.querySelectorAll('[data-repeat=visits] [data-row]')].length }
write(q('[name=age]'), '19')
found.nineteen = { message: said('age'), invalid: q('[name=age]').getAttribute('aria-invalid') }
write(q('[name=age]'), 'nine')
found.word = { message: said('age'), double: box('double').querySelector('output').textContent }
type(q('[name=age]'), '3')
found.mended = { message: said('age'), visits: [...document.querySelectorAll('[data-repeat=visits] [data-row]:not([hidden])')].length, invalid: q('[name=age]').getAttribute('aria-invalid') }
write(q('[name=region]'), 'alm')
q('[value=a1]').click()
const districts = () => ({ a1: q('[data-choice=a1]').hidden, b1: q('[data-choice=b1]').hidden, sent: new FormData(q('form')).getAll('district').join() })
found.alm = districts()
write(q('[name=region]'), 'ast')
found.ast = districts()
const rows = () => [...document.querySelectorAll('[data-repeat=carers] [data-row]:not([hidden])')]
const papers = () => rows().map(row => !row.querySelector('[data-group=paper]').hidden && !row.querySelector('[name$=order]').disabled)
let heard = 0
q('form').addEventListener('input', () => heard++)
found.papers = papers()
q('[name=_add]').click()
found.added = { names: rows().map(row => row.querySelector('[name$=".who"]').name), focus: document.activeElement.name, some: box('some').hidden, papers: papers(), heard }
write(q('[name="carers.2.who"]'), 'aunt')
found.aunt = papers()
q('[value="carers.1"]').click()
found.removed = { sent: [...new FormData(q('form'))].filter(([name]) => name.endsWith('._remove') && name.startsWith('carers')).map(pair => pair.join()), focus: document.activeElement.name,
  numbers: rows().map(row => row.querySelector('[data-number]').textContent + ' ' + row.querySelector('button').ariaLabel), some: box('some').hidden, papers: papers() }
q('[name=_add]').click()
found.again = { names: rows().map(row => row.querySelector('[name$=".who"]').name) }
leave(q('[name=to]'))
found.stands = said('to')
write(q('[name=from]'), '2')
found.freed = [said('to'), q('[name=to]').getAttribute('aria-invalid')]
type(q('[name="year.day"]'), '4')
q('[name="year.day"]').dispatchEvent(new Event('change', { bubbles: true }))
leave(q('[name="year.day"]'), q('[name="year.year"]'))
found.halfway = said('year')
leave(q('[name="year.year"]'))
found.yearless = [said('year'), q('[name="year.day"]').ariaInvalid, q('[name="year.year"]').ariaInvalid]
write(q('[name=scale]'), '11')
found.bounds = said('scale')
document.body.innerHTML = '<pre>' + JSON.stringify(found) + '</pre>'
`

test('the page follows its conditions', async () => {
  assert.ok(chromium, 'no chromium: ./test installs it')
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
    nine: { double: '18', school: false, grade: false, message: '', visits: 9 },
    nineteen: { message: 'Write the age of a child', invalid: 'true' },
    word: { message: 'Write a number', double: '—' },
    mended: { message: '', visits: 3, invalid: null },
    alm: { a1: false, b1: true, sent: ',a1' },
    ast: { a1: true, b1: false, sent: '' },
    papers: [false, true],
    added: { names: ['carers.0.who', 'carers.1.who', 'carers.2.who'], focus: 'carers.2.who', some: false, papers: [false, true, false], heard: 1 },
    aunt: [false, true, true],
    removed: { sent: ['carers.0._remove,', 'carers.1._remove,1', 'carers.2._remove,'], focus: '_add', numbers: ['1 Remove 1', '2 Remove 2'], some: true, papers: [false, true] },
    again: { names: ['carers.0.who', 'carers.2.who', 'carers.3.who'] },
    stands: 'bare Refused: after the first',
    freed: ['', null],
    halfway: '',
    yearless: ['Write the year too', null, 'true'],
    bounds: 'From 0 to 10',
  })
})
