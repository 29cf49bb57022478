// Live skip logic for a form that the server rendered: it shows and hides, computes, filters choices, adds and removes
// rows, and checks when a field is left. It only comforts; the server decides again by the same rules.
//
// The page: <form data-logic="ID"> with <script type="application/json" id="ID">, made by device.rs. Around a field
// [data-field=NAME], a group [data-group=NAME], a repeat [data-repeat=NAME], a row [data-row=N]. In a field
// [data-message] for what is wrong, [data-value] for a computed answer, [data-choice=CODE] around a radio or checkbox.
// The words for a problem: <template data-say> with [data-code=CODE] for each and a picture to put before them; {least},
// {most} and {step} in them are filled in here.
// Rows: <template data-row-of=REPEAT> with __ROW__ for the number, button[name=_add][value=REPEAT]; in a row
// button[name=_remove], an input REPEAT.N._remove, and [data-number] with the place among the rows, which also stands
// as {number} in the row's data-remove, the spoken words of its button.

import { text } from './expression.js'
import { MOST_ROWS, key, solve } from './logic.js'
import { read } from './read.js'

const isTick = input => /^(radio|checkbox)$/.test(input.type)
/** The bounds a problem's words name, as src/submission/ gives them. */
const bounds = (code, { t, a }) => code === 'year_out_of_range' ? { least: 1850, most: 2150 }
  : t === 'range' ? { least: a[0], most: a[1], step: a[2] } : { least: '-9 000 000 000', most: '9 000 000 000' }

/** The part of a date that a problem is about. */
const parts = { year_missing: 'year', two_digit_year: 'year', year_out_of_range: 'year', month_missing: 'day', no_such_day: 'day', no_spread: 'about' }

/** Gives a form on the page its live logic. */
export const attach = form => {
  const def = JSON.parse(document.getElementById(form.dataset.logic).textContent), all = q => [...form.querySelectorAll(q)]
  const rowsOf = repeat => all(`[data-repeat="${repeat}"] [data-row]`).filter(row => !row.hidden)
  const find = (name, row, repeat) => (row === undefined ? form : rowsOf(repeat)[row] || form)
    .querySelector(`[data-field="${name}"], [data-group="${name}"], [data-repeat="${name}"]`)
  const inputs = box => [...box.querySelectorAll('input, select, textarea')].filter(input => input.name)
  const readBox = (field, box, prefix, kept) => {
    const found = box ? inputs(box) : []
    if (field.o || !found.length) return { d: kept ?? '' }
    const sent = {}
    for (const input of found) {
      const part = input.name.slice(prefix.length + field.n.length + 1)
      if (!isTick(input) || input.checked) (sent[part] ||= []).push(input.value)
    }
    return read(field, sent)
  }
  const gather = () => {
    const given = { top: { ...def.kept }, rows: {} }, wrong = new Map()
    const walk = (items, into, repeat, row, number) => items.forEach(item => {
      if (item.p) given.rows[item.p] = rowsOf(item.p).map((element, index) => {
        const answers = { ...(def.rows[item.p] || [])[element.dataset.row] }
        walk(item.i, answers, item.p, index, element.dataset.row)
        return answers
      })
      else if (item.i) walk(item.i, into, repeat, row, number)
      else {
        const answer = readBox(item, find(item.n, row, repeat), repeat ? `${repeat}.${number}.` : '', into[item.n])
        into[item.n] = answer.d
        if (answer.bad) wrong.set(key(item.n, row), answer.bad)
      }
    })
    walk(def.items, given.top)
    return { given, wrong }
  }
  const show = (box, isShown) => {
    box.hidden = !isShown
    if (box.dataset.field) for (const input of inputs(box)) input.disabled = !isShown
  }

  // What the server rendered, where a condition is its alone.
  const served = new WeakMap(), remember = inside => {
    for (const box of inside.querySelectorAll('[data-field], [data-group], [data-repeat]')) served.set(box, !box.hidden)
  }
  remember(form)
  let state, wrong, started
  const stored = (name, row, repeat) => text((repeat ? started[`${repeat}.${rowsOf(repeat)[row].dataset.row}`] || {} : started.top)[name] ?? '')
  const update = (rounds = 10) => {
    const answers = gather()
    wrong = answers.wrong
    if (!started) {
      started = { top: answers.given.top }
      for (const [repeat, rows] of Object.entries(answers.given.rows)) rows.forEach((row, index) => { started[`${repeat}.${rowsOf(repeat)[index].dataset.row}`] = row })
    }
    state = solve(def, answers.given, (...place) => served.get(find(...place)) ?? true)
    let changed = false
    const walk = (items, repeat, row) => items.forEach(item => {
      const name = item.n || item.g || item.p, box = find(name, row, repeat)
      if (box) show(box, !state.isHidden(name, row))
      if (item.p) {
        if (item.x) changed = fitRows(name, state.rows[name].length) || changed
        return rowsOf(name).forEach((_, index) => index < state.rows[name].length && walk(item.i, name, index))
      }
      if (item.i) return walk(item.i, repeat, row)
      if (!box) return
      const value = item.k && box.querySelector('[data-value]')
      if (value) value.textContent = text(repeat ? state.rows[repeat][row][name] : state.top[name]) || '—'
      if (!item.f) return
      for (const choice of box.querySelectorAll('[data-choice], select[name] option[value]')) {
        const code = choice.dataset.choice ?? choice.value, control = choice.matches('option') ? choice : choice.querySelector('input')
        if (!code) continue
        const isOffered = state.offers(item, row, code, stored(name, row, repeat).split(' ').includes(code))
        choice.hidden = !isOffered
        control.disabled = !isOffered || state.isHidden(name, row)
        if (!isOffered && (control.checked || control.selected)) { control.checked = control.selected = false; changed = true }
      }
    })
    walk(def.items)
    if (changed && rounds) update(rounds - 1)
  }

  const say = form.querySelector('template[data-say]')
  const words = (code, field) => {
    if (code === 'constraint' && field.m) return field.m
    const said = say && say.content.querySelector(`[data-code="${code}"]`)
    return said ? said.textContent.replace(/\{(\w+)\}/g, (_, name) => bounds(code, field)[name]) : ''
  }
  const messageOf = box => (box.querySelector('[data-message]') || box).textContent
  const put = (box, message, part) => {
    const place = box.querySelector('[data-message]'), found = inputs(box).filter(input => input.type !== 'hidden')
    const at = message && part && found.find(input => input.name.endsWith(`.${part}`))
    for (const input of found) message && (!at || input === at) ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid')
    // Said again only when it is another: a screen reader reads every change aloud.
    if (!place || place.textContent === message) return
    const picture = message && say && say.content.querySelector('svg')
    place.replaceChildren(...(picture ? [picture.cloneNode(true)] : []), message)
  }
  const faultOf = box => {
    const field = state.fields[box.dataset.field], element = box.closest('[data-row]'), repeat = state.homes[field.n]
    const row = element ? rowsOf(repeat).indexOf(element) : undefined
    return wrong.get(key(field.n, row)) || state.fault(field, row, stored(field.n, row, repeat))
  }
  const answerOf = box => inputs(box).map(input => (isTick(input) ? input.checked : input.value)).join('\0')
  // What the server refused: as it was answered, and what this page makes of it.
  const refused = new Map()
  // `isLeft`: somebody has gone on to the next field. Before that nothing new is said, but a mended answer is at peace.
  const judge = (box, isLeft) => {
    const field = state.fields[box.dataset.field], before = refused.get(box)
    if (!field || box.hidden || box.closest('[data-row][hidden]') || (!isLeft && !messageOf(box))) return
    const code = faultOf(box)
    // The server's word stands until the answer is another, or another answer has mended it.
    if (before && before.answer === answerOf(box) && before.code === code) return
    // An answer that is still missing is said when the form is sent, not while somebody passes by.
    const message = code && code !== 'required' ? words(code, field) : ''
    if (message && !isLeft) return
    refused.delete(box)
    put(box, message, field.t === 'score' ? 'total' : parts[code])
  }
  const judgeAll = () => { for (const box of all('[data-message]:not(:empty)')) judge(box.closest('[data-field]')) }

  const number = repeat => rowsOf(repeat).forEach((row, index) => {
    row.querySelector('[data-number]').textContent = index + 1
    const remove = row.querySelector('button[name="_remove"]')
    if (remove) remove.setAttribute('aria-label', row.dataset.remove.replace('{number}', index + 1))
  })
  const addRow = repeat => {
    const template = form.querySelector(`template[data-row-of="${repeat}"]`)
    const next = all(`[data-repeat="${repeat}"] [name$="._remove"]`).reduce((most, mark) => Math.max(most, +mark.name.split('.')[1]), -1) + 1
    if (!template || next >= MOST_ROWS) return
    const copy = template.content.cloneNode(true), row = copy.querySelector('[data-row]')
    for (const element of copy.querySelectorAll('*')) for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll('__ROW__', next)
    remember(copy)
    template.before(copy)
    number(repeat)
    return row
  }
  // As many rows as the form itself asks for.
  const fitRows = (repeat, count) => {
    const rows = rowsOf(repeat)
    for (const row of rows.slice(count)) row.hidden = true
    const gone = all(`[data-repeat="${repeat}"] [data-row][hidden]`)
    for (let have = rows.length; have < count; have++) {
      const back = gone.shift()
      if (back) back.hidden = false
      else if (!addRow(repeat)) return have > rows.length
    }
    return rows.length !== count
  }

  form.addEventListener('input', () => { update(); judgeAll() })
  form.addEventListener('change', event => {
    update()
    judgeAll()
    // A choice is made at once; what is written is judged when it is left, so that nobody is corrected half way.
    const box = event.target.closest('[data-field]')
    if (box && (event.target.matches('select') || isTick(event.target)) && inputs(box).every(input => input.name === event.target.name)) judge(box, true)
  })
  form.addEventListener('focusout', event => {
    const box = event.target.closest('[data-field]')
    if (box && !box.contains(event.relatedTarget)) judge(box, true)
  })
  form.addEventListener('click', event => {
    const add = event.target.closest('button[name="_add"]'), remove = event.target.closest('button[name="_remove"]')
    if (remove) {
      const row = remove.closest('[data-row]'), repeat = row.closest('[data-repeat]')
      row.querySelector('[name$="._remove"]').value = '1'
      row.hidden = true
      number(repeat.dataset.repeat)
      repeat.querySelector('button[name="_add"]').focus()
    } else {
      const row = add && addRow(add.value)
      // Where no row can be made here, the server is asked.
      if (!row) return
      update()
      row.querySelector('input:not([type=hidden]), select, textarea')?.focus()
    }
    event.preventDefault()
    // What was added or taken out is part of the draft too.
    form.dispatchEvent(new Event('input', { bubbles: true }))
  })
  update()
  for (const box of all('[data-message]:not(:empty)').map(place => place.closest('[data-field]'))) {
    if (state.fields[box.dataset.field]) refused.set(box, { answer: answerOf(box), code: faultOf(box) })
  }
}

if (typeof document !== 'undefined') for (const form of document.querySelectorAll('form[data-logic]')) attach(form)
