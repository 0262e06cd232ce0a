import { expect, test } from 'vitest'
import { resultsText } from '../../src/report/index.js'
import type { PointResults } from '../../src/study/results.js'
import { severalGases, sweepThrough, threeLevels, withGenerator } from '../figures/samples.js'

const why = 'a gas has no temperature: its heat is no measure of entropy'
const reasons = { 'entropyProduction.total': why, 'entropyProduction.violation': why }
const unknown = { total: null, totalError: null, violation: null, violationError: null }

/** Beams: the total entropy production is not known, its apparent part is. */
const beams: PointResults = {
  ...threeLevels,
  beta: null,
  entropyProduction: { ...threeLevels.entropyProduction, ...unknown },
  reasons,
}

test('a reason stands below a table only where a dash stands in it', () => {
  const along = [1, 2].map((beta) => ({ ...beams, set: { 'gas.right.beta': beta } }))
  for (const results of [beams, sweepThrough(along)]) expect(resultsText(results)).not.toContain('–:')
})

test('where the total is missing at some of the points, its dash is explained', () => {
  const gases = severalGases(['hot', 'cold'], 1)
  const points = [gases, { ...gases, ...{ reasons, entropyProduction: { ...gases.entropyProduction, ...unknown } } }]
  const sweep = sweepThrough(points.map((point, i) => ({ ...point, set: { 'baths.0.gas.beta': i + 1 } })))
  expect(resultsText(sweep)).toContain(`–: ${why}`)
})

test('why there are no cycles is told without a dash', () => {
  const point: PointResults = {
    ...threeLevels,
    detailedBalance: { ...threeLevels.detailedBalance, cycles: [] },
    reasons: { 'detailedBalance.cycles': 'there are too many' },
  }
  expect(resultsText(point)).toContain('None: there are too many')
})

test('numbers of the generator have their units', () => {
  const units = { energy: 'nK', length: 'µm' }
  const text = resultsText({ ...withGenerator(threeLevels), units }).replaceAll(/\s+/g, ' ')
  expect(text).toContain('Frequencies closer than 1.0e-12 nK count as one; its entries are known to 1.3e-15 nK/ħ.')
})
