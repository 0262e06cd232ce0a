import { expect, test } from 'vitest'
import { rateTable } from '../../src/rates/index.js'
import type { Resonance } from '../../src/scattering/index.js'
import { scatteringEvidence } from '../../src/solution/evidence.js'
import type { PartialWaveEvidence, ScatteringTables } from '../../src/solution/index.js'

interface Known {
  readonly residual?: number
  readonly amplitudeError?: number | null
  readonly waves?: PartialWaveEvidence | null
  readonly energies?: number
  readonly resonances?: readonly Resonance[]
}

/** Tables of which only what the evidence reads is there. */
const tables = ({ residual = 0, amplitudeError = null, waves = null, energies = 0, resonances = [] }: Known) =>
  ({
    unitarityResidual: residual,
    partialWaves: waves,
    collisions: { amplitudeError, energiesEvaluated: energies, resonances },
  }) as unknown as ScatteringTables

const still = rateTable([[0]])

test('of several tables the worst residual, all energies and resonances; tables that gases share count once', () => {
  const [first, second] = [
    tables({ residual: 1e-15, energies: 100, resonances: [{ energy: 1, width: 0.1 }] }),
    tables({ residual: 3e-15, energies: 30, resonances: [{ energy: 2, width: 0.2 }] }),
  ]
  expect(scatteringEvidence([first, second, first], still)).toEqual({
    unitarityResidual: 3e-15,
    amplitudeError: null,
    partialWaves: null,
    relativeError: 0,
    energiesEvaluated: 130,
    resonances: [
      { energy: 1, width: 0.1 },
      { energy: 2, width: 0.2 },
    ],
  })
  expect(scatteringEvidence([second, first], still).unitarityResidual).toBe(3e-15)
})

test('the error of amplitudes is the largest of those that have one', () => {
  const errorOf = (...errors: (number | null)[]): number | null =>
    scatteringEvidence(
      errors.map((amplitudeError) => tables({ amplitudeError })),
      still,
    ).amplitudeError
  expect([errorOf(null), errorOf(null, 1e-12), errorOf(1e-12, 4e-12, null)]).toEqual([null, 1e-12, 4e-12])
})

test('the truncation told is that of the gas with most partial waves', () => {
  const [few, many] = [
    { waves: 3, truncation: 1e-9 },
    { waves: 7, truncation: 1e-12 },
  ]
  const told = (...waves: (PartialWaveEvidence | null)[]): PartialWaveEvidence | null =>
    scatteringEvidence(
      waves.map((one) => tables({ waves: one })),
      still,
    ).partialWaves
  const asMany = { waves: 7, truncation: 1e-11 }
  expect(told(many, asMany)).toEqual(many)
  expect([told(few, many), told(many, few), told(null, few), told(few, null), told(null)]).toEqual([
    many,
    many,
    few,
    few,
    null,
  ])
})

test('the relative error is the worst of the rates that are told from zero, the diagonal left out', () => {
  const rates = rateTable(
    [
      [7, 2, 0],
      [1, 7, 1e-12],
      [4, 5, 7],
    ],
    [
      [6, 2e-9, 0],
      [3e-9, 6, 1e-9],
      [4e-10, 1e-9, 6],
    ],
  )
  expect(scatteringEvidence([tables({})], rates).relativeError).toBeCloseTo(3e-9, 22)
})
