// The expressions of forms, worked out in the browser: the same rules as src/expression/ in Rust, held together by
// vectors/*.json. A datum is a text, a number, a boolean, a partial date {t, e, l} (its text, its first and last day)
// or a list (the answers of all rows). A number is a decimal of six places; NaN is "no number", '' is "no answer".

const LONGEST = 20000
export const trim = s => s.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, '')
export const words = s => s.split(/[ \t\n\r]+/).filter(Boolean)
export const pad = (n, width = 2) => String(n).padStart(width, '0')
const cut = s => (s.length > LONGEST ? [...s].slice(0, LONGEST).join('') : s)

// Numbers: decimals of six places.
export const settle = n => (!Number.isFinite(n) ? NaN : Math.abs(n) < 1e9 ? Math.floor(n * 1e6 + 0.5) / 1e6 + 0 : n)
const within = n => (Math.abs(n) < 9e15 ? n : null)
export const toWhole = n => within(Math.floor(n))
const toMillionths = n => within(Math.floor(n * 1e6 + 0.5))
const numberText = n => {
  if (Number.isNaN(n)) return ''
  const [digits, zeros] = String(n).split('e+')
  if (!zeros) return digits
  const sign = digits[0] === '-' ? '-' : ''
  return sign + digits.replace(/[-.]/g, '').padEnd(+zeros + 1, '0')
}
const readNumber = s => (s = trim(s), /^-?(\d+\.?\d*|\.\d+)$/.test(s) && s.replace('-', '').length <= 40 ? settle(+s) : NaN)

// Days since 1970-01-01, and seconds of the day.
const div = (a, b) => Math.floor(a / b)
export const dayNumber = (y, m, d) => {
  if (m <= 2) y--
  const era = div(y, 400), of = y - era * 400
  return era * 146097 + of * 365 + div(of, 4) - div(of, 100) + div(153 * (m + (m > 2 ? -3 : 9)) + 2, 5) + d - 719469
}
const dateOf = day => {
  const z = day + 719468, era = div(z, 146097), n = z - era * 146097
  const y = div(n - div(n, 1460) + div(n, 36524) - div(n, 146096), 365)
  const of = n - (365 * y + div(y, 4) - div(y, 100)), m = div(5 * of + 2, 153)
  const month = m < 10 ? m + 3 : m - 9
  return [y + era * 400 + (month <= 2 ? 1 : 0), month, of - div(153 * m + 2, 5) + 1]
}
const dayText = day => { const [y, m, d] = dateOf(day); return `${pad(y, 4)}-${pad(m)}-${pad(d)}` }
const timeText = s => `${pad(div(s, 3600))}:${pad(div(s, 60) % 60)}${s % 60 ? ':' + pad(s % 60) : ''}`
const civilText = c => `${dayText(c.day)}T${timeText(c.sec)}`
export const exists = (y, m, d) => {
  if (y < 1 || m < 1 || m > 12 || d < 1) return null
  const day = dayNumber(y, m, d), back = dateOf(day)
  return back[1] === m && back[2] === d ? day : null
}
const readDay = s => { const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(s); return m && exists(+m[1], +m[2], +m[3]) }
const readTime = s => {
  const m = /^(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?$/.exec(s)
  return m && m[1] < 24 && m[2] < 60 && !(m[3] > 59) ? m[1] * 3600 + m[2] * 60 + +(m[3] || 0) : null
}
const readCivil = s => {
  const at = s.indexOf('T'), day = readDay(at < 0 ? s : s.slice(0, at)), sec = at < 0 ? 0 : readTime(s.slice(at + 1))
  return day === null || sec === null ? null : { day, sec }
}
const fraction = sec => settle(sec / 86400)
const civilOf = n => {
  const whole = toWhole(n)
  if (whole === null || Number.isNaN(whole)) return null
  const sec = Math.floor((n - whole) * 86400 + 0.5), day = whole + div(sec, 86400)
  return day < -719162 || day > 2932896 ? null : { day, sec: sec % 86400 }
}
const numberOf = s => {
  s = trim(s)
  const n = readNumber(s)
  if (!Number.isNaN(n)) return n
  const c = readCivil(s), sec = c ? null : readTime(s)
  return c ? settle(c.day + fraction(c.sec)) : sec === null ? NaN : fraction(sec)
}

export const text = d => typeof d === 'string' ? d : typeof d === 'number' ? numberText(d) : typeof d === 'boolean' ? String(d)
  : Array.isArray(d) ? (d.length ? text(d[0]) : '') : d ? d.t : ''
export const number = d => typeof d === 'number' ? d : typeof d === 'string' ? numberOf(d) : typeof d === 'boolean' ? +d
  : Array.isArray(d) && d.length ? number(d[0]) : NaN
export const truth = d => typeof d === 'string' ? d !== '' : typeof d === 'number' ? !Number.isNaN(d) && d !== 0
  : typeof d === 'boolean' ? d : Array.isArray(d) ? d.length > 0 && truth(d[0]) : !!d
export const empty = d => typeof d === 'string' ? d === '' : typeof d === 'number' ? Number.isNaN(d)
  : Array.isArray(d) ? d.every(empty) : d == null
const moment = d => typeof d === 'number' ? civilOf(d) : typeof d === 'string' ? readCivil(trim(d)) || civilOf(readNumber(d))
  : Array.isArray(d) && d.length ? moment(d[0]) : null
const span = d => { if (d && d.t) return d; const c = moment(d); return c && { e: c.day, l: c.day } }
const equal = (a, b) => typeof a === 'boolean' || typeof b === 'boolean' ? truth(a) === truth(b)
  : typeof a === 'number' || typeof b === 'number' ? number(a) === number(b) : text(a) === text(b)
const years = (birth, on) => {
  if (on < birth) return 0
  const [y, m, d] = dateOf(birth), [Y, M, D] = dateOf(on)
  return Y - y - (M < m || (M === m && D < d) ? 1 : 0)
}

const format = (c, pattern, names) => {
  const [y, m, d] = dateOf(c.day), h = div(c.sec, 3600)
  const parts = {
    Y: pad(y, 4), y: pad(y % 100), m: pad(m), n: m, b: names.months[m - 1], d: pad(d), e: d, H: pad(h), h,
    a: names.weekdays[(((c.day + 4) % 7) + 7) % 7], M: pad(div(c.sec, 60) % 60), S: pad(c.sec % 60), 3: '000', '%': '%',
  }
  return pattern.replace(/%([^])/gu, (all, k) => (Object.hasOwn(parts, k) ? parts[k] : all))
}
const NO_NAMES = { months: [], weekdays: [] }
const further = (data, isFurther) => {
  let found = NaN
  for (const n of data.filter(d => !empty(d)).map(number)) {
    if (Number.isNaN(n)) return NaN
    if (Number.isNaN(found) || isFurther(n, found)) found = n
  }
  return found
}
const inside = (n, [least, most]) => (least === -1 || n >= least) && (most === -1 || n <= most)
const joined = (separator, data) => cut(data.filter(d => !empty(d)).map(text).join(separator))
const power = (base, exponent) => {
  if (!(Math.abs(exponent) <= 64) || !Number.isInteger(exponent)) return NaN
  let product = 1
  for (let i = 0; i < Math.abs(exponent); i++) product *= base
  return exponent < 0 ? 1 / product : product
}
const round = (n, places) => {
  places = toWhole(places)
  if (places === null || Number.isNaN(places) || Number.isNaN(n)) return NaN
  const all = toMillionths(n)
  if (all === null) return Math.floor(n + 0.5)
  const unit = 10 ** (6 - Math.max(-6, Math.min(6, places))), rest = ((all % unit) + unit) % unit
  return (all - rest + (rest * 2 >= unit && rest > 0 ? unit : 0)) / 1e6
}
const substring = (s, start, end) => {
  const letters = [...s], at = n => (n = toWhole(n), Number.isNaN(n) ? null : n)
  start = at(start)
  end = end === undefined ? letters.length : at(end)
  return start === null || end === null ? '' : letters.slice(start, end).join('')
}
const translate = (s, from, to) => {
  from = [...from]
  to = [...to]
  return [...s].map(c => (from.includes(c) ? to[from.indexOf(c)] || '' : c)).join('')
}

// What each function does with its data.
const F = {
  not: a => !truth(a), true: () => true, false: () => false, boolean: a => truth(a),
  'boolean-from-string': a => ['true', '1'].includes(text(a)),
  number: a => settle(number(a)), string: a => cut(text(a)), int: a => settle(Math.trunc(number(a))),
  round: (a, p) => settle(round(number(a), p === undefined ? 0 : number(p))), abs: a => settle(Math.abs(number(a))),
  pow: (a, b) => settle(power(number(a), number(b))),
  min: (...a) => settle(further(a.flat(), (x, y) => x < y)), max: (...a) => settle(further(a.flat(), (x, y) => x > y)),
  sum: (...a) => a.flat().filter(d => !empty(d)).reduce((sum, d) => settle(sum + number(d)), 0),
  count: a => (Array.isArray(a) ? a.length : 1), 'count-non-empty': (...a) => a.flat().filter(d => !empty(d)).length,
  join: (s, ...a) => joined(text(s), a.flat()), concat: (...a) => joined('', a.flat()),
  'string-length': a => [...text(a)].length, 'normalize-space': a => cut(words(text(a)).join(' ')),
  substr: (a, from, to) => cut(substring(text(a), number(from), to === undefined ? to : number(to))),
  contains: (a, b) => text(a).includes(text(b)), 'starts-with': (a, b) => text(a).startsWith(text(b)),
  'ends-with': (a, b) => text(a).endsWith(text(b)), translate: (a, b, c) => cut(translate(text(a), text(b), text(c))),
  selected: (a, b) => (b = trim(text(b)), b !== '' && text(a).split(/[ \t\n\r]/).includes(b)),
  'selected-at': (a, n) => words(text(a))[toWhole(number(n))] || '', 'count-selected': a => words(text(a)).length,
  checklist: (a, b, ...c) => inside(c.flat().filter(truth).length, [number(a), number(b)]),
  date: a => { const c = moment(a); return c ? dayText(c.day) : '' },
  'date-time': a => { const c = moment(a); return c ? civilText(c) : '' },
  'decimal-date-time': a => { const c = moment(a); return c ? settle(c.day + fraction(c.sec)) : NaN },
  'decimal-time': a => { const t = readTime(text(a)), c = moment(a); return t !== null ? fraction(t) : c ? fraction(c.sec) : NaN },
  'years-between': (a, b) => {
    a = span(a)
    b = span(b)
    if (!a || !b) return NaN
    const fewest = years(a.l, b.e)
    return fewest === years(a.e, b.l) ? fewest : NaN
  },
  earliest: a => { const s = span(a); return s ? dayText(s.e) : '' }, latest: a => { const s = span(a); return s ? dayText(s.l) : '' },
}
const O = {
  '=': equal, '!=': (a, b) => !equal(a, b), '<': (a, b) => number(a) < number(b), '<=': (a, b) => number(a) <= number(b),
  '>': (a, b) => number(a) > number(b), '>=': (a, b) => number(a) >= number(b), '+': (a, b) => settle(number(a) + number(b)),
  '-': (a, b) => settle(number(a) - number(b)), '*': (a, b) => settle(number(a) * number(b)),
  div: (a, b) => settle(number(a) / number(b)),
  mod: (a, b) => { a = toMillionths(number(a)); b = toMillionths(number(b)); return a === null || !b ? NaN : settle((a % b) / 1e6) },
}

/** Works an expression out. The scope has get, inRow, row, cur, col, label, today, now, names, uuid. */
export const evaluate = (e, s) => {
  if (!Array.isArray(e)) return e
  const [head, ...parts] = e, at = i => evaluate(parts[i], s)
  const age = choose => { const d = span(at(0)), on = readDay(s.today); return d ? choose(years(d.l, on), years(d.e, on)) : NaN }
  switch (head) {
    case '$': return s.get(parts[0])
    case '.': return s.cur
    case '#': return (s.col && s.col(parts[0])) || ''
    case 'or': return truth(at(0)) || truth(at(1))
    case 'and': return truth(at(0)) && truth(at(1))
    case 'neg': return settle(-number(at(0)))
    case 'if': return at(truth(at(0)) ? 1 : 2)
    case 'coalesce': for (let i = 0; i < parts.length - 1; i++) { const d = at(i); if (!empty(d)) return d } return at(parts.length - 1)
    case 'once': return empty(s.cur) ? at(0) : s.cur
    case 'regex': return new RegExp(parts[1], 'u').test(text(at(0)))
    case 'jr:choice-name': return s.label ? s.label(text(at(0)), parts[1]) : ''
    case 'position': return s.row == null ? NaN : s.row + 1
    case 'indexed-repeat': { const n = toWhole(number(at(2))); return n >= 1 ? s.inRow(parts[0], parts[1], n - 1) : '' }
    case 'today': return s.today
    case 'now': return s.now
    case 'uuid': return s.uuid || ''
    case 'age': return age((least, most) => (least === most ? least : NaN))
    case 'age-min': return age(least => least)
    case 'age-max': return age((_, most) => most)
    case 'format-date': case 'format-date-time': { const c = moment(at(0)); return c ? cut(format(c, text(at(1)), s.names || NO_NAMES)) : '' }
    case 'weighted-checklist': {
      let weight = 0
      for (let i = 2; i < parts.length; i += 2) if (truth(at(i))) weight = settle(weight + number(at(i + 1)))
      return inside(weight, [number(at(0)), number(at(1))])
    }
  }
  const known = Object.hasOwn(O, head) ? O[head] : F[head]
  const data = parts.map((_, i) => at(i))
  return known(...(data.length || !/^(string-length|normalize-space)$/.test(head) ? data : [s.cur]))
}

/** A computed answer in the shape of its field. */
export const fit = (type, d) => {
  const n = x => (Number.isNaN(x) || Math.abs(x) >= 9e12 ? '' : settle(x))
  switch (type) {
    case 'integer': return n(Math.trunc(number(d)))
    case 'decimal': case 'range': case 'score': return n(number(d))
    case 'partial_date': if (d && d.t) return d // falls through
    case 'date': return F.date(d)
    case 'dateTime': return F['date-time'](d)
    case 'time': { const t = readTime(text(d)); return t === null ? '' : timeText(t) }
    case 'select_multiple': return [...new Set(words(text(d)))].sort().join(' ')
    case 'calculate': case 'hidden': return typeof d === 'boolean' ? +d : typeof d === 'number' ? n(d)
      : Array.isArray(d) ? (d.length ? fit(type, d[0]) : '') : d
  }
  return text(d)
}
