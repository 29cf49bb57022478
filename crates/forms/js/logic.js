// Live skip logic for a form that the server rendered: it shows and hides, computes, filters choices, and checks when a
// field is left. It only comforts; the server decides again by the same rules (src/logic.rs, src/submission/).
//
// The page: <form data-logic="ID"> with <script type="application/json" id="ID">, made by device.rs. Around a field
// [data-field=NAME], a group [data-group=NAME], a repeat [data-repeat=NAME], a row [data-row=N]; in a field
// [data-message] for what is wrong, [data-value] for a computed answer, [data-choice=CODE] around a radio or checkbox.
// The words for a problem: data-say-CODE on the form (data-say-no-such-day). An input with data-locked stays disabled.
// Rows: <template data-row-of=REPEAT> with __ROW__ for the number, button[data-add-row=REPEAT]; in a row
// button[data-remove-row] and an input REPEAT.N._remove.

import { empty, evaluate, fit, number, text, toWhole, truth } from './expression.js'
import { read } from './read.js'

const MOST_ROWS = 100, ROUNDS = 100

const same = (a, b) => a === b || (!!a && !!b && !!a.t && a.t === b.t)
const key = (name, row) => (row == null ? name : `${name}@${row}`)

/**
 * Works a form out. `def` is the server's JSON; `given` is {top: {name: datum}, rows: {repeat: [{name: datum}]}}, as
 * answered; `shown(name, row)` says what the server rendered, where a condition is the server's alone.
 */
export const solve = (def, given, shown = () => true) => {
  const top = { ...given.top }, rows = {}, homes = {}, hidden = new Set(), fields = {}
  const survey = (items, repeat) => items.forEach(item => {
    if (item.i) survey(item.i, item.p || repeat)
    if (item.p) rows[item.p] = (given.rows[item.p] || []).map(row => ({ ...row }))
    if (item.n) fields[item.n] = item
    if (item.n && repeat) homes[item.n] = repeat
  })
  survey(def.items)
  const scope = (repeat, row, cur = '', col) => ({
    today: def.today, now: def.now, names: def.names, uuid: def.uuid, row, cur, col,
    get: name => {
      if (Object.hasOwn(rows, name)) return rows[name].map(() => '')
      const home = homes[name], of = r => (r && Object.hasOwn(r, name) ? r[name] : '')
      return !home ? of(top) : home === repeat ? of(rows[home][row]) : rows[home].map(of)
    },
    inRow: (name, of, index) => { const r = rows[of] && rows[of][index]; return r && Object.hasOwn(r, name) ? r[name] : '' },
    label: (code, name) => {
      const field = fields[name], list = def.lists[field ? field.l : (def.given || {})[name]] || []
      return (list.find(choice => choice[0] === code) || ['', ''])[1]
    },
  })
  let settled, before
  const walk = (items, there, repeat, row) => items.forEach(item => {
    const name = item.n || item.g || item.p
    const isThere = there && (item.r === undefined || (item.r === 0 ? shown(name, row) : truth(evaluate(item.r, scope(repeat, row)))))
    if (!isThere) hidden.add(key(name, row))
    if (item.g) return walk(item.i, isThere, repeat, row)
    if (item.p) {
      const have = rows[item.p], asked = (given.rows[item.p] || []).length
      const count = !isThere ? 0 : !item.x ? asked : Math.max(toWhole(number(evaluate(item.x, scope()))) || 0, 0)
      if (have.length !== Math.min(count, MOST_ROWS)) settled = false
      have.length = Math.min(have.length, count, MOST_ROWS)
      while (have.length < Math.min(count, MOST_ROWS)) have.push({})
      return have.forEach((_, index) => walk(item.i, isThere, item.p, index))
    }
    const source = repeat ? (given.rows[repeat] || [])[row] || {} : given.top
    const answer = Object.hasOwn(source, name) ? source[name] : ''
    const now = !isThere ? '' : item.k ? fit(item.t, evaluate(item.k, scope(repeat, row, answer))) : answer
    const slot = repeat ? rows[repeat][row] : top
    if (!same(Object.hasOwn(slot, name) ? slot[name] : '', now)) settled = false
    slot[name] = now
  })
  for (let round = 0; round < ROUNDS; round++) {
    before = [...hidden].sort().join()
    hidden.clear()
    settled = true
    walk(def.items, true)
    if (settled && before === [...hidden].sort().join()) break
  }
  const answer = (field, row) => scope(homes[field.n], row).get(field.n)
  const passes = (field, row, choice) => !field.f || truth(evaluate(field.f, scope(homes[field.n], row, '',
    name => (name === 'name' ? choice[0] : choice[2][name]))))
  return {
    top, rows, homes, hidden, fields,
    isHidden: (name, row) => hidden.has(key(name, row)),
    /** Whether a choice is offered; always, where the server sent no list because nothing filters it. */
    offers: (field, row, code, kept) => {
      const list = def.lists[field.l], choice = list && list.find(one => one[0] === code)
      return !list || (!!choice && (!choice[3] || !!kept) && passes(field, row, choice))
    },
    /** What is wrong with an answer in itself: 'required', 'not_offered', 'constraint' or nothing. */
    fault(field, row, stored = '') {
      if (/^(note|calculate|hidden)$/.test(field.t) || hidden.has(key(field.n, row))) return
      const d = answer(field, row), holds = e => truth(evaluate(e, scope(homes[field.n], row, d)))
      if (empty(d)) return field.q && (field.q === 1 || holds(field.q)) ? 'required' : undefined
      const kept = text(stored).split(' ')
      if (field.l && !text(d).split(' ').every(code => this.offers(field, row, code, kept.includes(code)))) return 'not_offered'
      return field.c && !holds(field.c) ? 'constraint' : undefined
    },
  }
}

/** Gives a form on the page its live logic. */
export const attach = form => {
  const def = JSON.parse(document.getElementById(form.dataset.logic).textContent), all = q => [...form.querySelectorAll(q)]
  const nothing = []
  const rowsOf = repeat => all(`[data-repeat="${repeat}"] [data-row]`).filter(row => !row.querySelector('[name$="._remove"]:checked, [name$="._remove"][value="1"]:not([type=checkbox])'))
  const find = (name, row, repeat) => (row == null ? form : rowsOf(repeat)[row] || form).querySelector(`[data-field="${name}"]`)
  const inputs = box => (box ? [...box.querySelectorAll('input, select, textarea')].filter(i => i.name) : nothing)
  const readBox = (field, box, prefix, kept) => {
    const found = inputs(box)
    if (field.o || !found.length) return { d: kept ?? '' }
    const sent = {}
    for (const input of found) {
      const part = input.name.slice(prefix.length + field.n.length + 1)
      if (/^(radio|checkbox)$/.test(input.type) && !input.checked) continue
      ;(sent[part] ||= []).push(...(input.multiple && input.options ? [...input.selectedOptions].map(o => o.value) : [input.value]))
    }
    return read(field, sent)
  }
  const gather = () => {
    const given = { top: { ...def.kept }, rows: {} }, wrong = new Map()
    const walk = (items, into, repeat, row, number) => items.forEach(item => {
      if (item.p) given.rows[item.p] = rowsOf(item.p).map((element, index) => {
        const kept = (def.rows[item.p] || [])[element.dataset.row], answers = { ...kept }
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
    if (box.dataset.field) for (const input of inputs(box)) input.disabled = !isShown || input.dataset.locked !== undefined
  }
  let state, wrong
  const started = gather().given, stored = (name, row, repeat) => (repeat ? (started.rows[repeat] || [])[row] || {} : started.top)[name]
  const update = (rounds = 10) => {
    const answers = gather()
    wrong = answers.wrong
    state = solve(def, answers.given, (name, row) => {
      const box = form.querySelector(`[data-group="${name}"], [data-repeat="${name}"]`) || find(name, row, state && state.homes[name])
      return !box || !box.hidden
    })
    let changed = false
    const walk = (items, repeat, row) => items.forEach(item => {
      const name = item.n || item.g || item.p
      const box = item.n ? find(name, row, repeat) : form.querySelector(`[data-${item.g ? 'group' : 'repeat'}="${name}"]`)
      if (box) show(box, !state.isHidden(name, row))
      if (item.p) return rowsOf(name).forEach((_, index) => index < state.rows[name].length && walk(item.i, name, index))
      if (item.i) return walk(item.i, repeat, row)
      if (!box) return
      const answer = repeat ? state.rows[repeat][row][name] : state.top[name]
      if (item.k) {
        const place = box.querySelector('[data-value]')
        if (place) place.textContent = text(answer)
        for (const input of inputs(box)) if (input.readOnly) input.value = text(answer)
      }
      if (!item.f) return
      for (const choice of box.querySelectorAll('[data-choice], option[value]')) {
        const code = choice.dataset.choice ?? choice.value, control = choice.matches('option') ? choice : choice.querySelector('input')
        if (!code) continue
        const isOffered = state.offers(item, row, code, text(stored(name, row, repeat)).split(' ').includes(code))
        choice.hidden = !isOffered
        if (!control) continue
        control.disabled = !isOffered || state.isHidden(name, row)
        if (!isOffered && (control.checked || control.selected)) { control.checked = control.selected = false; changed = true }
      }
    })
    walk(def.items)
    if (changed && rounds) update(rounds - 1)
  }
  const judge = box => {
    const field = state.fields[box.dataset.field], element = box.closest('[data-row]'), place = box.querySelector('[data-message]')
    const row = element ? rowsOf(state.homes[field.n]).indexOf(element) : undefined
    let code = wrong.get(key(field.n, row)) || state.fault(field, row, stored(field.n, row, state.homes[field.n]))
    // An answer that is still missing is said when the form is sent, not while somebody passes by.
    if (code === 'required') code = undefined
    const words = code && ((code === 'constraint' && field.m) || form.getAttribute(`data-say-${code.replaceAll('_', '-')}`))
    for (const input of inputs(box)) words ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid')
    if (place) place.textContent = words || ''
  }
  form.addEventListener('input', () => update())
  form.addEventListener('change', event => { update(); const box = event.target.closest('[data-field]'); if (box) judge(box) })
  form.addEventListener('focusout', event => {
    const box = event.target.closest('[data-field]')
    if (box && !box.contains(event.relatedTarget)) judge(box)
  })
  form.addEventListener('click', event => {
    const add = event.target.closest('[data-add-row]'), remove = event.target.closest('[data-remove-row]')
    if (!add && !remove) return
    event.preventDefault()
    if (remove) {
      const row = remove.closest('[data-row]'), mark = row.querySelector('[name$="._remove"]')
      if (!mark) row.remove()
      else { mark.type === 'checkbox' ? (mark.checked = true) : (mark.value = '1'); row.hidden = true }
    } else {
      const name = add.dataset.addRow, template = form.querySelector(`template[data-row-of="${name}"]`), rows = all(`[data-repeat="${name}"] [data-row]`)
      const next = rows.reduce((most, row) => Math.max(most, +row.dataset.row), -1) + 1
      if (!template || rows.length >= MOST_ROWS) return
      const copy = template.content.cloneNode(true)
      for (const element of copy.querySelectorAll('*')) for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll('__ROW__', next)
      const input = copy.querySelector('input, select, textarea')
      template.before(copy)
      if (input) input.focus()
    }
    update()
  })
  update()
}

if (typeof document !== 'undefined') for (const form of document.querySelectorAll('form[data-logic]')) attach(form)
