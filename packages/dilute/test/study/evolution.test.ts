import { describe, expect, test } from 'vitest'
import { evolve } from '../../src/dynamics/index.js'
import {
  evolveStudy,
  readStudy,
  runStudy,
  scatterStudy,
  type EvolveResults,
  type PointResults,
  type Study,
} from '../../src/study/index.js'
import { solvedStudy } from '../../src/study/running/model.js'

const ring = { ring: { sites: 3, tunneling: -0.5, flux: 0.75 } }
const study = (system: object, strengths: readonly number[], more: object = {}): Study =>
  readStudy(
    JSON.stringify({
      system,
      gas: { dimension: 1, mass: 1, density: 0.1, beta: 2 },
      interaction: { contact: { strengths } },
      initial: { site: 0 },
      ...more,
    }),
    { file: 'study.json' },
  )
const evolved = (one: Study): Promise<EvolveResults> => evolveStudy(one, [0, 5, 1e5])

/** Paths of numbers that have no error beside them. */
function bare(results: object, path = ''): string[] {
  const isNumeric = (x: unknown): boolean => typeof x === 'number' || (Array.isArray(x) && x.some(isNumeric))
  return Object.entries(results).flatMap(([key, value]: [string, unknown]) => {
    if (key.endsWith('Error') || `${key}Error` in results) return []
    if (isNumeric(value)) return [`${path}${key}`]
    return typeof value === 'object' && value !== null ? bare(value, `${path}${key}.`) : []
  })
}

describe('every number that is computed has its error', () => {
  const asked = /^(beta|initial|groups|times|dimension|modes|energies\.\d\.(energy|channels))/
  const checked = /^(certificates|evidence|energies\.\d\.(unitarityResidual|amplitudeError))/
  const unexplained = (results: object): string[] =>
    bare(results).filter((path) => !asked.test(path) && !checked.test(path))

  test.each([
    ['single levels', ring, [1, 0.7, 1.5]],
    ['equal levels', { ring: { sites: 3, tunneling: -0.5, flux: 0 } }, [1, 0.7, 1.5]],
  ] as const)('in an evolution of %s', async (_, system, strengths) => {
    expect(unexplained(await evolved(study(system, strengths)))).toEqual([])
  })

  test('in scattering', async () => {
    expect(unexplained(await scatterStudy(study(ring, [1, 0.7, 1.5]), [0.3, 0.9], { delayTimes: true }))).toEqual([])
  })

  test('in the report of a generator', async () => {
    const { generator } = (await runStudy(study(ring, [1, 0.7, 1.5], { report: ['generator'] }))) as PointResults
    expect(bare(generator!).filter((path) => !/^(blocks|frequencyTolerance|estimatedError)/.test(path))).toEqual([])
    expect(generator!.levelShift[0]![0]![0]).not.toBe(0)
    expect(generator!.levelShiftError[0]![0]).toBeGreaterThan(0)
    expect(generator!.levelShiftError[0]![0]! / Math.abs(generator!.levelShift[0]![0]![0])).toBeLessThan(1e-8)
  })
})

test('the bars of σ are those of dS/dt and β times those of the heat', async () => {
  const one = study(ring, [1, 0.7, 1.5])
  const { entropyProductionError: bars } = await evolved(one)
  const { entropyProductionError: of } = evolve(solvedStudy(one).generator, { site: 0 }, [0, 5, 1e5])
  for (const t of [1, 2]) expect(bars[t]! / of(2)[t]!).toBeCloseTo(1, 10)
  expect(of(2)[2]! / of(0)[2]!).toBeGreaterThan(1.05)
})

test.each([
  ['gases of two temperatures', [{ beta: 1 }, { beta: 2 }], 'is being filled: infinite'],
  ['a gas without one', [{ beta: 1 }, { momentumDensity: { expression: '1/4', from: -2, to: 2 } }], 'no temperature'],
] as const)('why σ is no number at the start in %s', async (_, gases, reason) => {
  const baths = gases.map((gas, g) => ({
    name: `gas${g}`,
    gas: { dimension: 1, mass: 1, density: 0.1, ...gas },
    interaction: { contact: { strengths: [1, 0.7, 1.5] } },
  }))
  const text = JSON.stringify({ system: ring, baths, initial: { site: 0 } })
  const { entropyProduction, reasons } = await evolveStudy(readStudy(text, { file: 'study.json' }), [0])
  expect(entropyProduction).toEqual([null])
  expect(reasons['entropyProduction']).toContain(reason)
})

test('the stationary state has the errors that a run gives it, however slowly it is reached', async () => {
  const hamiltonian = [
    [0, 0.4, 0],
    [0.4, 0.1, 1e-7],
    [0, 1e-7, 2],
  ]
  const one = study({ hamiltonian }, [1, 0.7, 1.5])
  const { stationary } = (await runStudy(one)) as PointResults
  const { stationary: settled } = await evolved(one)
  expect(settled.populationsError[0]).toEqual(stationary.populationsError)
})

describe('two halves that know nothing of each other', () => {
  const block = [
    [0, 0.4],
    [0.4, 0.7],
  ]
  const hamiltonian = [0, 1, 2, 3].map((i) =>
    [0, 1, 2, 3].map((j) => (i >> 1 === j >> 1 ? block[i & 1]![j & 1]! + (i === j && i > 1 ? 0.3 : 0) : 0)),
  )

  test('of which one is empty: σ is a number all along, without a bar, and says why', async () => {
    const { entropyProduction, entropyProductionError, reasons } = await evolved(
      study({ hamiltonian }, [1, 0.7, 1, 0.4]),
    )
    expect(entropyProduction.slice(1).every((sigma) => sigma !== null && sigma > -1e-12)).toBe(true)
    expect(entropyProductionError).toEqual([null, null, null])
    expect(reasons['entropyProductionError']).toContain('not told from zero')
  })

  test('have a stationary state each, with bars of its own levels', async () => {
    const { stationary } = await evolved(study({ hamiltonian }, [1, 0.7, 1, 0.4]))
    expect(stationary.unique).toBe(false)
    expect(stationary.populationsError.flat().every((bar) => bar !== null && bar < 1e-9)).toBe(true)
  })
})
