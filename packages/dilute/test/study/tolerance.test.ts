import { expect, test } from 'vitest'
import {
  evolveStudy,
  readStudy,
  runStudy,
  solvedStudy,
  type PointResults,
  type SweepResults,
} from '../../src/study/index.js'
import { trajectoriesOfStudy } from '../../src/study/running/trajectories.js'
import { ring, withLine } from './examples.js'

const read = (text: string) => readStudy(text, { file: 'a.yaml' })

test('the tolerance of the rates may be another, in a sweep as at one point', async () => {
  const usual = (await runStudy(read(ring))) as PointResults
  const loose = (await runStudy(read(withLine('tolerance: 1e-5')))) as PointResults
  expect(usual.evidence.tolerances.rates).toBe(1e-10)
  expect(loose.evidence.tolerances.rates).toBe(1e-5)
  expect(loose.evidence.energiesEvaluated).toBeLessThan(usual.evidence.energiesEvaluated)
  expect(loose.warnings.filter((text) => text.includes('good to'))).toEqual([])
  const {
    points: [swept],
  } = (await runStudy(read(withLine('tolerance: 1e-5\nsweep: [{ set: gas.beta, values: [2] }]')))) as SweepResults
  expect(swept!.rates).toEqual(loose.rates)
})

test.each([1e-3, 1e-4, 1e-5, 1e-6, 1e-8])('what is rounding fails no tolerance, as loose as %d', async (tolerance) => {
  // two rates that are hardly more than rounding, in the plane
  const study = {
    system: {
      hamiltonian: [
        [0.0000029, -5e-7, '-0.00000196+0.00000386i'],
        [-5e-7, 0.00000678, '0.00000452-0.0000017i'],
        ['-0.00000196-0.00000386i', '0.00000452+0.0000017i', 10.0000026],
      ],
    },
    gas: { dimension: 2, mass: 1.2856297482847028, density: 1, beta: 0.049128868103385626 },
    interaction: { contact: { scatteringLengths: [0.6985329576727963, 0.7, 0.9641889060131545] } },
  }
  const exact = (await runStudy(read(JSON.stringify(study)))) as PointResults
  const loose = (await runStudy(read(JSON.stringify({ ...study, tolerance })))) as PointResults
  loose.rates.forEach((row, k) =>
    row.forEach((rate, l) => {
      const bars = loose.ratesError[k]![l]! + exact.ratesError[k]![l]!
      expect(Math.abs(rate! - exact.rates[k]![l]!)).toBeLessThanOrEqual(bars)
    }),
  )
})

test('evolutions, trajectories and exports take the same tolerance', async () => {
  const [usual, loose] = ['', 'tolerance: 1e-5'].map((line) => read(`${ring}\n${line}\ninitial: { level: 0 }`))
  const [whole, rough] = await Promise.all([usual!, loose!].map((study) => evolveStudy(study, [0, 1])))
  expect([whole!, rough!].map(({ evidence: { tolerances } }) => tolerances.rates)).toEqual([1e-10, 1e-5])
  expect(rough!.evidence.energiesEvaluated).toBeLessThan(whole!.evidence.energiesEvaluated)
  const rates = ((await runStudy(loose!)) as PointResults).rates
  expect(rates.flat()).toEqual([...solvedStudy(loose!).rates.values])
  const request = { count: 2000, seed: 1, listed: 0 }
  const runs = await Promise.all([usual!, loose!].map((study) => trajectoriesOfStudy(study, request)))
  expect(runs[1]).not.toEqual(runs[0])
})

test('what a sweep keeps is named in the study', () => {
  expect(read(withLine('record: [violation, currents]')).config.record).toEqual(['violation', 'currents'])
  expect(read(ring).config.record).toBeUndefined()
  expect(() => read(withLine('record: violation'))).toThrow(
    'record: expected a list of names of results, found "violation"',
  )
  expect(() => read(withLine('tolerance: 0'))).toThrow('tolerance: expected a positive number, found 0')
})
