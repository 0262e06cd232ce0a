import { describe, expect, test } from 'vitest'
import { kindOf } from '../../src/pieces/ratesOnly.js'
import { pieceWork } from '../../src/pieces/work.js'
import type { Columns } from '../../src/pieces/piece.js'
import { planOf } from '../../src/study/read/plan.js'
import { readStudy } from '../../src/study/read/read.js'
import { toldWarnings } from '../../src/study/running/sweepWarnings.js'
import { runStudy } from '../../src/study/running/run.js'
import type { SweepResults } from '../../src/study/results.js'
import { changed, inDimension, ring, withContact, withPotential } from '../study/examples.js'

/** Points that record little of many temperatures take it from the rates of tables that all of them share. */

const betas = 'sweep: [{ set: gas.beta, from: 0.1, to: 300, points: 240, scale: log }]\n'

async function computed(text: string, record: string[], points: number): Promise<Columns> {
  const job = { study: { text, file: 'study.yaml', set: [] }, record, whole: false }
  return pieceWork(job)({ begin: 0, end: points })
}

const column = ({ names, columns }: Columns, name: string): Float64Array => columns[names.indexOf(name)]!

describe('what is recorded by tables is what the results of every point say', () => {
  test.each([
    ['dots at one point', ring],
    ['dots apart', withContact('{ strengths: [1, 0.7, 1.5], positions: [0, 0.4, 1.1] }')],
    ['dots in the plane', inDimension(2, '{ scatteringLengths: [0.3, 0.2, 0.4] }')],
    ['in the first Born approximation', `${ring}scattering: { method: born }\n`],
    ['a potential', withPotential('{ gaussian: { height: 1, width: 0.5 } }')],
  ])('%s', async (_, study) => {
    const text = study + betas
    expect(kindOf(planOf(readStudy(text, { file: 'study.yaml' }))).isRuled).toBe(false)
    const found = await computed(text, ['violation', 'rates.0.1', 'gap', 'currents.heat.1.0'], 240)
    const { points, warnings } = (await runStudy(readStudy(text, { file: 'study.yaml' }))) as SweepResults
    points.forEach(({ rates, relaxation, currents, detailedBalance: { worst } }, row) => {
      expect(column(found, 'rates.0.1')[row]).toBe(rates[0]![1])
      expect(column(found, 'gap')[row]).toBe(relaxation.gap)
      expect(column(found, 'currents.heat.1.0')[row]).toBe(currents.heat[1]![0])
      expect(column(found, 'violation')[row]).toBe(Math.abs(worst!.logRatio))
      expect(column(found, 'violationError')[row]).toBe(worst!.logRatioError)
    })
    // every one of few points is looked at
    const counts = warnings.map((text) => Number(/at (\d+) of/.exec(text)![1]))
    expect(found.warnings.map(({ count }) => count).sort()).toEqual(counts.sort())
  })
})

test('the largest |ln I| alone follows from the integrals, with the same error', async () => {
  const alone = await computed(ring + betas, ['violation'], 240)
  const beside = await computed(ring + betas, ['violation', 'gap'], 240)
  for (const name of ['violation', 'violationError']) {
    column(alone, name).forEach((value, row) => {
      expect(Math.abs(value - column(beside, name)[row]!)).toBeLessThan(1e-14)
    })
  }
})

test('a point whose rates are not as good as they should be is solved and warned of as ever', async () => {
  const text = `${changed(ring, 'beta: 2', 'beta: 1')}tolerance: 1e-16\n${betas}`
  const found = await computed(text, ['violation'], 240)
  expect(found.warnings.some(({ count }) => count === 240)).toBe(true)
})

test('of many points some are looked at, which the warning says', async () => {
  const text = `${ring}sweep: [{ set: gas.beta, from: 40, to: 80, points: 1001 }]\n`
  const { warnings } = await computed(text, ['violation'], 1001)
  const few = await computed(text.replace('1001', '120'), ['violation'], 120)
  expect(few.warnings.length).toBeGreaterThan(0)
  expect(warnings.map(({ worst }) => worst.kind)).toEqual(few.warnings.map(({ worst }) => worst.kind))
  for (const { amongSome } of warnings) expect(amongSome).toBe(true)
  for (const told of toldWarnings(warnings, 1001)) expect(told).toContain('not all of which were looked at')
})

test('of many points that have tables of their own the ends are looked at', async () => {
  const born = `${changed(ring, 'beta: 2', 'beta: 60')}scattering: { method: born }\ntolerance: 1e-7\n`
  const text = `${born}sweep: [{ set: interaction.contact.strengths.1, from: 2, to: 1, points: 1001 }]\n`
  const { warnings } = await computed(text, ['violation'], 12)
  expect(warnings.length).toBeGreaterThan(0)
  for (const { count } of warnings) expect(count).toBe(1)
  const limit = warnings.find(({ worst }) => worst.kind === 'low density')!
  expect(limit.setting).toBe('interaction.contact.strengths.1 = 2')
})
