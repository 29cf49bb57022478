// What a form's conditions say about the answers so far, in the steps of src/logic.rs: which fields are there, what is
// computed, which choices are offered, what is still wrong. It touches no page; page.js does.

import { empty, evaluate, fit, number, text, toWhole, truth } from './expression.js'

export const MOST_ROWS = 100
const ROUNDS = 100

const same = (a, b) => a === b || (!!a && !!b && !!a.t && a.t === b.t)
export const key = (name, row) => (row == null ? name : `${name}@${row}`)

/**
 * Works a form out. `def` is the server's JSON; `given` is {top: {name: datum}, rows: {repeat: [{name: datum}]}}, as
 * answered; `shown(name, row, repeat)` says what the server rendered, where a condition is the server's alone.
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
    const isThere = there && (item.r === undefined || (item.r === 0 ? shown(name, row, repeat) : truth(evaluate(item.r, scope(repeat, row)))))
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
