import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hamiltonianSystem, ringSystem, type Complex, type System } from '../../src/model/index.js'
import { evolveStudy, readStudy, runStudy, type Study } from '../../src/study/index.js'
import { permuted, twice } from '../support/degenerateModels.js'
import { expectAlike, measured, type Numbers } from '../support/measuredNumbers.js'
import { nudged } from '../support/rotatedLevels.js'

/** Sites with what is there: a number for the strength and one for the place. */
interface Case {
  readonly system: System
  readonly strengths: readonly number[]
  readonly places: readonly number[]
  readonly beta: number
  readonly gases: (strengths: readonly number[], places: readonly number[], beta: number) => object
}

const gas = (beta: number, dimension = 1, mass = 1): object => ({ dimension, mass, density: 0.1, beta })

const kinds: Record<string, Case['gases']> = {
  'at a point': (strengths, _, beta) => ({ gas: gas(beta), interaction: { contact: { strengths } } }),
  apart: (strengths, places, beta) => ({
    gas: gas(beta),
    interaction: { contact: { strengths, positions: places.map((x) => 0.7 * x) } },
  }),
  'in space': (strengths, places, beta) => ({
    gas: gas(beta, 3),
    interaction: { contact: { scatteringLengths: strengths, positions: places.map((x) => [1.5 * x, 0.3 * x * x, 0]) } },
  }),
  'in two gases': (strengths, places, beta) => ({
    baths: [
      { name: 'cold', gas: gas(beta), interaction: { contact: { strengths } } },
      {
        name: 'hot',
        gas: gas(beta / 2, 1, 2),
        interaction: { contact: { strengths: strengths.map((v, i) => v / 2 + places[i]! / 10) } },
      },
    ],
  }),
}

/** All sites linked alike, or all to the first one. */
const uniform = (sites: number, isLinked: (i: number, j: number) => boolean): System =>
  hamiltonianSystem(
    Array.from({ length: sites }, (_, i) =>
      Array.from({ length: sites }, (__, j): Complex => [i !== j && isLinked(i, j) ? 0.3 : 0, 0]),
    ),
  )

const systems = fc.oneof(
  fc
    .record({ sites: fc.integer({ min: 3, max: 5 }), flux: fc.constantFrom(0, 0.5) })
    .map(({ sites, flux }) => ringSystem({ sites, tunneling: -0.5, flux })),
  fc.integer({ min: 3, max: 4 }).map((sites) => uniform(sites, () => true)),
  fc.constant(uniform(4, (i, j) => i === 0 || j === 0)),
  fc.constantFrom(0.2, 0.75).map((flux) => twice(ringSystem({ sites: 3, tunneling: -0.4, flux }))),
)
const strength = fc.integer({ min: 10, max: 210 }).chain((x) => fc.constantFrom(x / 100, x / 100, -x / 100))
const cases = (kind: string): fc.Arbitrary<Case> =>
  fc
    .record({
      system: systems.filter(({ groups, sites }) => groups.length < sites),
      strengths: fc.array(strength, { minLength: 6, maxLength: 6 }),
      beta: fc.constantFrom(0.3, 1, 5, 30),
    })
    .map(({ system, strengths, beta }) => ({
      system,
      strengths: strengths.slice(0, system.sites),
      places: Array.from({ length: system.sites }, (_, i) => i),
      beta,
      gases: kinds[kind]!,
    }))

function studyOf({ system: { hamiltonian: h, sites: n }, strengths, places, beta, gases }: Case, more: object): Study {
  const entry = (i: number, j: number): string => {
    const [re, im] = [h.re[i * n + j]!, h.im[i * n + j]!]
    return `${re}${im < 0 ? '-' : '+'}${Math.abs(im)}i`
  }
  const hamiltonian = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => entry(i, j)))
  const study = { system: { hamiltonian }, ...gases(strengths, places, beta), ...more }
  return readStudy(JSON.stringify(study), { file: 'study.json' })
}

const numbersOf = async (one: Case): Promise<Numbers> =>
  measured(await runStudy(studyOf(one, { report: ['counting'] })))

/** From the place 0, all that is not told site by site. */
async function evolved(one: Case): Promise<Numbers> {
  const start = { initial: { site: one.places.indexOf(0) } }
  const { density, densityError, stationary, ...results } = await evolveStudy(studyOf(one, start), [0, 1, 30, 1e4])
  const { extremal, extremalError, ...states } = stationary
  expect([density.length, densityError.length, extremalError.length]).toEqual([4, 4, extremal.length])
  // null beside a number: no bar at all
  const barOf = (bar: number | null, t: number): number | null =>
    results.entropyProduction[t] === null ? bar : (bar ?? Infinity)
  return measured({
    ...results,
    entropyProductionError: results.entropyProductionError.map(barOf),
    // the bars of several are not known, nor is their order
    ...(states.unique ? { stationary: states } : {}),
  })
}

function shuffled(one: Case, seed: number): Case {
  const order = one.places.toSorted((a, b) => Math.sin(a * seed + a) - Math.sin(b * seed + b))
  const strengths = order.map((i) => one.strengths[i]!)
  return { ...one, system: permuted(one.system, order), strengths, places: order }
}

test.each(Object.keys(kinds))('no order of the sites and no 1e-13 of H changes a number %s', async (kind) => {
  await fc.assert(
    fc.asyncProperty(cases(kind), fc.nat(1000), async (one, seed) => {
      const results = await numbersOf(one)
      const largest = Math.max(
        ...one.system.hamiltonian.re.map((re, e) => Math.hypot(re, one.system.hamiltonian.im[e]!)),
      )
      expectAlike(results, await numbersOf(shuffled(one, seed)))
      expectAlike(results, await numbersOf({ ...one, system: nudged(one.system, 1e-13 * largest) }))
    }),
    { numRuns: 8, endOnFailure: true },
  )
})

test.each(Object.keys(kinds))('nor one of an evolution %s', async (kind) => {
  await fc.assert(
    fc.asyncProperty(cases(kind), fc.nat(1000), async (one, seed) => {
      expectAlike(await evolved(one), await evolved(shuffled(one, seed)))
    }),
    { numRuns: 8, endOnFailure: true },
  )
})
