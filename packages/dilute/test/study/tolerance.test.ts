import { expect, test } from 'vitest'
import { readStudy, runStudy, type PointResults, type SweepResults } from '../../src/study/index.js'
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

test('what a sweep keeps is named in the study', () => {
  expect(read(withLine('record: [violation, currents]')).config.record).toEqual(['violation', 'currents'])
  expect(read(ring).config.record).toBeUndefined()
  expect(() => read(withLine('record: violation'))).toThrow(
    'record: expected a list of names of results, found "violation"',
  )
  expect(() => read(withLine('tolerance: 0'))).toThrow('tolerance: expected a positive number, found 0')
})
