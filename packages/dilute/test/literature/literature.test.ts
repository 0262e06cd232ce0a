import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { cases } from './cases.js'
import { fields, lastDigit, tolerance, type Comparison, type Value } from './comparison.js'
import { outdated, pageOf } from './page.js'

const page = fileURLToPath(new URL('../../../../docs/comparisons.md', import.meta.url))

const known = new Map<Comparison, readonly Value[]>()
/** The values of a case, computed once. */
function computed(one: Comparison): readonly Value[] {
  const values = known.get(one) ?? one.values()
  known.set(one, values)
  return values
}

function agree(one: Comparison): void {
  for (const value of computed(one)) {
    const { quantity, printed, ours, check } = value
    const beside = `${quantity}: ${ours} beside the printed ${printed}`
    expect(Math.abs(ours - Number(printed)), beside).toBeLessThanOrEqual(tolerance(value))
    if (check === undefined) continue
    const again = `${quantity}: ${ours} beside ${check.value} by another way`
    expect(Math.abs(ours - check.value), again).toBeLessThanOrEqual(check.within)
  }
}

describe.each(fields)('%s', (field) => {
  for (const one of cases.filter((c) => c.field === field)) {
    const name = `${one.name} (${one.source})`
    if (one.pending === undefined)
      test(name, () => {
        agree(one)
      })
    else
      test.fails(`${name}, not yet: ${one.pending}`, () => {
        agree(one)
      })
  }
})

test('a number that may be further from the print than half its last digit has a second opinion, or a reason', () => {
  const lax = ({ printed, within = 0, check, remark }: Value): boolean =>
    within > 0.51 * lastDigit(printed) && check === undefined && remark === undefined
  for (const one of cases.filter(({ pending }) => pending === undefined)) {
    expect(
      computed(one).filter((value) => one.remark === undefined && lax(value)),
      one.name,
    ).toEqual([])
  }
})

test('docs/comparisons.md says what is computed', () => {
  const lines = pageOf(cases, computed)
  if (process.env['COMPARISONS'] === 'write') writeFileSync(page, lines.map(({ text }) => text).join('\n'))
  expect(outdated(readFileSync(page, 'utf8'), lines)).toEqual([])
})
