import { describe, expect, test } from 'vitest'
import { readStudy, runStudy, type PointResults, type SweepResults } from '../../src/study/index.js'

/** Gases so cold that e^{−βΔE} is no number any more, and links so weak that rounding is near. */

const run = async (text: string, ...set: string[]): Promise<PointResults> =>
  (await runStudy(readStudy(text, { file: 'case', set }))) as PointResults

const three = `
system:
  lattice:
    onsite: [0, 1, 60]
    bonds: [{ from: 0, to: 1, amplitude: "0.3i" }, { from: 1, to: 2, amplitude: 0.4 }, { from: 2, to: 0, amplitude: 0.5 }]
gas: { dimension: 1, mass: 1, density: 1, beta: 15 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
`
const four = `
system:
  lattice:
    onsite: [0, 1, 60, 200]
    bonds:
      - { from: 0, to: 1, amplitude: "0.3i" }
      - { from: 1, to: 2, amplitude: 0.4 }
      - { from: 2, to: 0, amplitude: 0.5 }
      - { from: 2, to: 3, amplitude: 0.5 }
      - { from: 3, to: 0, amplitude: "0.5i" }
gas: { dimension: 1, mass: 1, density: 1, beta: 15 }
interaction: { contact: { strengths: [1, 0.7, 1.5, 0.4] } }
`
const fig1 = `
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
`

/** Every number of the result, with where it stands. */
function* numbersOf(value: unknown, path = ''): Generator<[string, number]> {
  if (typeof value === 'number') yield [path, value]
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) yield* numbersOf(inner, `${path}.${key}`)
}

describe('a cold gas', () => {
  test.each([12, 12.5, 15, 100, 1e4])(
    'three levels over 60 energies at β = %d: all numbers are numbers, all pairs have their ratio',
    async (beta) => {
      const results = await run(three, `gas.beta=${beta}`)
      for (const [path, x] of numbersOf(results)) expect(x, path).toSatisfy(Number.isFinite)
      for (let k = 0; k < 3; k++)
        for (let l = 0; l < 3; l++)
          if (k !== l) expect(results.detailedBalance.logRatio[k]![l], `${k},${l}`).not.toBeNull()
      expect(results.stationary.logPopulations.every((x) => x !== null && Number.isFinite(x))).toBe(true)
    },
  )

  test('four levels over 200: broken, with the ratio of every pair', async () => {
    const {
      detailedBalance: { holds, ratio },
    } = await run(four)
    expect(holds).toBe(false)
    const known: [number, number, number][] = [
      [2, 0, 0.96558],
      [2, 1, 1.02228],
      [3, 0, 1.00261],
      [3, 1, 1.00229],
      [3, 2, 0.99968],
    ]
    for (const [k, l, expected] of known) expect(ratio[k]![l]).toBeCloseTo(expected, 5)
  })

  test.each([740, 1e4, 1e6])('Fig. 1 at β = %d keeps its ratios, affinities and both sides of (30)', async (beta) => {
    const results = await run(fig1, `gas.beta=${beta}`)
    for (const [path, x] of numbersOf(results)) expect(x, path).toSatisfy(Number.isFinite)
    const {
      detailedBalance: { ratio, cycles, thermalization },
    } = results
    // their limits for a cold gas
    expect(ratio[2]![0]).toBeCloseTo(1.54, 2)
    expect(ratio[1]![2]).toBeCloseTo(1.503, 2)
    expect(Math.abs(cycles[0]!.affinity!)).toBeGreaterThan(0.1)
    for (const { left, right, leftError, rightError } of thermalization)
      expect(Math.abs(left - right)).toBeLessThanOrEqual(leftError + rightError)
  })

  test('costs a sweep none of its warm points', async () => {
    const sweep = `${fig1}sweep: [{ set: gas.beta, values: [1.0e-3, 2, 1.0e+4] }]`
    const { points } = (await runStudy(readStudy(sweep, { file: 'case' }))) as SweepResults
    expect(points.map(({ detailedBalance: { holds } }) => holds)).toEqual([false, false, false])
  })
})

describe('a dot that hardly couples', () => {
  const study = `
system:
  lattice:
    onsite: [0, 0, 0, 0.9]
    bonds:
      - { from: 0, to: 1, amplitude: 0.2887i }
      - { from: 1, to: 2, amplitude: 0.2887i }
      - { from: 2, to: 0, amplitude: 0.2887i }
      - { from: 2, to: 3, amplitude: 1.0e-12 }
gas: { dimension: 1, mass: 1, density: 0.01, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5, 0.4] } }
`
  test('leaves the currents of the others known', async () => {
    const {
      currents: { probability, probabilityError },
    } = await run(study)
    const flow = Math.abs(probability[1]![0]!)
    expect(Math.abs(flow - 3.33689966e-6)).toBeLessThanOrEqual(probabilityError[1]![0]! + 5e-15)
    expect(probabilityError[1]![0]!).toBeLessThanOrEqual(9e-9)
  })

  test.each([
    [1e-8, 8.132e-19, 5e-3],
    [1e-10, 8.13e-23, 5e-3],
  ])('a bond of %d: the slow mode is right', async (bond, gap, within) => {
    const weak = `
system:
  lattice: { onsite: [0, 1, 3], bonds: [{ from: 0, to: 1, amplitude: 0.3 }, { from: 1, to: 2, amplitude: ${bond.toExponential(1)} }] }
gas: { dimension: 1, mass: 1, density: 1, beta: 1 }
interaction: { contact: { strengths: [1, 0.5, 0.8] } }
`
    const { relaxation } = await run(weak)
    for (const [value, error] of [
      [relaxation.gap, relaxation.gapError],
      [relaxation.reversibleGap!, relaxation.reversibleGapError!],
    ]) {
      expect(Math.abs(value! / gap - 1)).toBeLessThan(within)
      expect(error!).toBeLessThan(0.1 * gap)
    }
  })
})
