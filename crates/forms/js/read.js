// Reads what was typed into a field, as src/submission/ does in Rust, held together by vectors/inputs.json.

import { dayNumber, exists, fit, number, pad, settle } from './expression.js'

const digit = c => (c >= '٠' && c <= '٩' ? c.charCodeAt(0) - 0x660 : c >= '۰' && c <= '۹' ? c.charCodeAt(0) - 0x6f0 : c)
const plain = s => s.replace(/[٠-٩۰-۹]/g, digit).replace(/\u066b/g, '.').replace(/\u2212/g, '-')
  .replace(/[\u066c\u200e\u200f\u061c\u00a0\u202f\u2009 ]/g, '')
const bad = code => { throw code }
const decimal = s => {
  const m = /^(-?)(\d*)(?:([.,])(\d*))?$/.exec(plain(s))
  if (!m || !(m[2] || m[4])) bad('no_number')
  const fraction = m[4] || ''
  if (m[3] === ',' && fraction.length === 3 && m[2].length && m[2].length <= 3 && /[1-9]/.test(m[2])) bad('ambiguous_number')
  if (fraction.replace(/0+$/, '').length > 6) bad('too_many_places')
  const n = +`${m[1]}${m[2] || 0}.${fraction || 0}`
  return Math.abs(n) > 9e9 ? bad('out_of_range') : settle(n)
}
const whole = s => {
  s = plain(s)
  if (!/^-?[\d.,]+$/.test(s)) bad('no_number')
  if (/[.,]/.test(s)) bad('no_whole_number')
  return Math.abs(+s) > 9e15 ? bad('out_of_range') : settle(+s)
}
const year = s => {
  if (!/^\d+$/.test(s)) bad('no_date')
  if (s.length === 2) bad('two_digit_year')
  return s.length === 4 && s >= 1850 && s <= 2150 ? +s : bad('year_out_of_range')
}
const small = s => (/^\d{1,2}$/.test(s) ? +s : bad('no_date'))
const month = s => (small(s) <= 12 ? +s : bad('no_such_day'))
const date = (y, m, d) => {
  if (!m && !d) return { t: pad(y, 4), e: dayNumber(y, 1, 1), l: dayNumber(y, 12, 31) }
  if (!m) bad('month_missing')
  if (!d) return { t: `${pad(y, 4)}-${pad(m)}`, e: dayNumber(y, m, 1), l: dayNumber(m < 12 ? y : y + 1, (m % 12) + 1, 1) - 1 }
  return exists(y, m, d) === null ? bad('no_such_day') : `${pad(y, 4)}-${pad(m)}-${pad(d)}`
}
const about = (y, n) => ({ t: `~${pad(y, 4)}±${n}`, e: dayNumber(y - n, 1, 1), l: dayNumber(y + n, 12, 31) })
const partial = s => {
  s = plain(s)
  const near = /^~(\d{4})(?:±(\d{1,2}))?$/.exec(s), either = /^(\d{4}-\d\d-\d\d)\|(\d{4}-\d\d-\d\d)$/.exec(s)
  if (near && !(near[2] > 50)) {
    const spread = +(near[2] ?? 1)
    return near[1] - spread < 1850 || +near[1] + spread > 2150 ? bad('year_out_of_range') : about(+near[1], spread)
  }
  if (either) {
    const [a, b] = [partial(either[1]), partial(either[2])].sort()
    return a === b ? a : { t: `${a}|${b}`, e: number(a), l: number(b) }
  }
  if (/[~|]/.test(s)) bad('no_date')
  const mark = (/[-./]/.exec(s) || [''])[0], p = mark ? s.split(mark) : [s]
  if (p.length === 1) return date(year(p[0]), 0, 0)
  if (p.length === 2) return mark === '-' ? date(year(p[0]), month(p[1]), 0) : (([m, y]) => date(year(y), month(m), 0))(p)
  if (p.length !== 3) bad('no_date')
  if (mark === '-' && (p[0].length !== 2 || p[2].length !== 4)) return date(year(p[0]), month(p[1]), small(p[2]))
  const a = small(p[0]), b = small(p[1]), y = year(p[2])
  if (mark === '.') return b > 12 ? bad('no_such_day') : date(y, b, a)
  if (a !== b && a >= 1 && a <= 12 && b >= 1 && b <= 12) bad('ambiguous_date')
  return b <= 12 ? date(y, b, a) : a <= 12 ? date(y, a, b) : bad('no_such_day')
}
const parts = (y, m, d, n) => {
  const none = s => !s || s === '0' || s === '00'
  if (!y) return none(m) && none(d) && !n ? '' : bad('year_missing')
  y = year(y)
  if (n) return /^\d{1,2}$/.test(n) && n <= 50 && none(m) && none(d) ? about(y, +n) : bad('no_spread')
  return date(y, m ? month(m) : 0, d ? small(d) : 0)
}
const one = sent => { const found = [...new Set(Object.values(sent).flat().map(s => s.trim()).filter(Boolean))]; return found.length > 1 ? bad('several') : found[0] || '' }
const readers = {
  integer: whole, decimal,
  range: (s, [start, end, step]) => { const n = decimal(s), off = Math.round((n - start) * 1e6) % Math.round(step * 1e6); return n < start || n > end ? bad('out_of_range') : off ? bad('off_step') : n },
  date: s => { const d = partial(s); return d.t ? bad('no_date') : d },
  time: s => fit('time', plain(s).replace(/^\d:/, '0$&')) || bad('no_time'),
  dateTime: s => { s = s.replace(/[٠-٩۰-۹]/g, digit).replace(' ', 'T'); const d = s.includes('T') && fit('dateTime', s); return !d ? bad('no_date') : d < '1850' || d > '2151' ? bad('year_out_of_range') : d },
  acknowledge: s => (/^(OK|on|true|1|yes)$/.test(s) ? 'OK' : bad('not_offered')),
}
/** Reads the texts of one field, {part: [text]}; a plain field has the part ''. Gives {d: datum}, or {d: '', bad: code}. */
export const read = (field, sent) => {
  const first = part => ((sent[part] || [])[0] || '').trim()
  try {
    switch (field.t) {
      case 'select_multiple': {
        const d = fit(field.t, Object.values(sent).flat().join(' '))
        return /^[a-z0-9_. -]*$/.test(d) ? { d } : bad('not_offered')
      }
      case 'partial_date': {
        const d = parts(...['year', 'month', 'day', 'about'].map(part => plain(first(part)))), rest = first('') || first('either')
        return { d: d || (rest ? partial(rest) : '') }
      }
      case 'person_name': {
        const name = role => Object.keys(sent).sort().filter(part => (part.split('.')[0] || 'full') === role)
          .flatMap(part => sent[part].map(s => s.trim())).find(Boolean)
        return { d: name('full') || ['given', 'father', 'family'].map(name).filter(Boolean).join(' ') }
      }
      case 'score': return { d: first('total') ? whole(first('total')) : '' }
    }
    const s = one(sent)
    return { d: s && readers[field.t] ? readers[field.t](s, field.a) : s.replace(/\r\n?/g, '\n') }
  } catch (code) {
    if (typeof code !== 'string') throw code
    return { d: '', bad: code }
  }
}
