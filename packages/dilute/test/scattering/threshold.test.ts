import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  contactStrengths,
  deltaPotential,
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  scatteringLengths,
  squarePotential,
} from '../../src/model/index.js'
import {
  amplitudeRounding,
  channelScatterer,
  contactScatterer,
  modeTransitions,
  partialWaves,
  type PartialWaves,
  type Quantity,
  type Scatterer,
} from '../../src/scattering/index.js'
import { gaussLegendre } from '../../src/numerics/index.js'
import { readStudy, scatterStudy } from '../../src/study/index.js'
import { modulus, minus, plus, transitionsAt } from '../support/batches.js'
import { around, hermitian, models } from '../support/models.js'

const tenNodes = gaussLegendre(10)
/** On (0, 1). */
const node = (i: number): number => (1 + tenNodes.nodes[i]!) / 2

const one = hamiltonianSystem([[[0, 0]]])
const value = (quantity: Quantity): number => ('value' in quantity ? quantity.value : NaN)
const error = (quantity: Quantity): number => ('value' in quantity ? quantity.error : NaN)
const well = (height: number, radius: number, mass = 1): PartialWaves =>
  partialWaves({
    system: one,
    mass,
    interaction: centralInteraction({ potentials: [squarePotential({ height, from: 0, to: radius })] }),
  })

describe('scattering length and effective range', () => {
  test('of square wells: a = R(1 − tan x/x), r = R − R³/3a² − 1/q²a, within their bars', () => {
    fc.assert(
      fc.property(around(-20, -0.5), around(0.4, 2), around(0.5, 2), (height, radius, mass) => {
        const q = Math.sqrt(-2 * mass * height)
        const a = radius * (1 - Math.tan(q * radius) / (q * radius))
        fc.pre(Math.abs(a) > 1e-2 && Math.abs(a) < 1e3)
        const { scatteringLength, effectiveRange } = well(height, radius, mass).threshold()
        // tan x/x is as good as x, to some units of the last place
        const rounding = 4 * Number.EPSILON * radius * (1 + Math.tan(q * radius) ** 2)
        expect(Math.abs(value(scatteringLength) - a)).toBeLessThanOrEqual(error(scatteringLength) + rounding)
        const range = radius - radius ** 3 / (3 * a * a) - 1 / (q * q * a)
        expect(Math.abs(value(effectiveRange) - range)).toBeLessThanOrEqual(error(effectiveRange) + 1e-10)
        expect(error(effectiveRange)).toBeLessThan(1e-6 * (1 + a ** -2))
      }),
      { numRuns: 40, examples: [[-12.75, 1.98, 1.97]] },
    )
  })

  test('near resonances of square wells the length is within its bar, or has no limit', () => {
    let bound = 0
    fc.assert(
      fc.property(
        fc.constantFrom(0.5, 1.5, 2.5),
        fc.integer({ min: -17, max: -2 }),
        fc.constantFrom(1, -1, 0),
        around(0.4, 2),
        (turns, decade, sign, radius) => {
          const height = -((Math.PI * turns + sign * 10 ** decade) ** 2) / (2 * radius * radius)
          const x = Math.sqrt(-2 * height) * radius
          const inverse = (x * Math.cos(x)) / (radius * (x * Math.cos(x) - Math.sin(x)))
          // of the height, and so of x
          const rounding = (4 * Number.EPSILON * x * x) / radius
          const { scatteringLength } = well(height, radius, 1).threshold()
          if ('reason' in scatteringLength) {
            bound++
            expect(Math.abs(inverse)).toBeLessThan(1e-12 / radius)
          } else {
            const { value: a, error: bar } = scatteringLength
            expect(Math.abs(a * inverse - 1)).toBeLessThanOrEqual(bar * Math.abs(inverse) + rounding * Math.abs(a))
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(bound).toBeGreaterThan(3)
  })

  test('of a hard sphere are its radius and two thirds of it', () => {
    const sphere = partialWaves({
      system: one,
      mass: 1,
      interaction: centralInteraction({ potentials: [gaussianPotential({ height: 0, width: 1 })], core: 1.3 }),
    })
    expect(value(sphere.threshold().scatteringLength)).toBeCloseTo(1.3, 11)
    expect(value(sphere.threshold().effectiveRange)).toBeCloseTo((2 * 1.3) / 3, 9)
  })

  test('are those of k cot δ at small momenta, closed channels included', () => {
    fc.assert(
      fc.property(hermitian(2), around(-6, 4), around(-6, 4), around(0.5, 2), (h, v, w, mass) => {
        const system = hamiltonianSystem(h)
        fc.pre(system.levels[1]! - system.levels[0]! > 0.1)
        const waves = partialWaves({
          system,
          mass,
          interaction: centralInteraction({
            potentials: [
              gaussianPotential({ height: v, width: 0.5 }),
              gaussianPotential({ height: w || 1, width: 0.4 }),
            ],
          }),
        })
        const { scatteringLength, effectiveRange } = waves.threshold()
        const [a, r] = [value(scatteringLength), value(effectiveRange)]
        fc.pre(Math.abs(a) > 0.05 && Math.abs(a) < 50)
        const k = 0.01 / Math.max(1, Math.abs(a))
        const rest = (p: number): number =>
          p / Math.tan(waves.phaseShift(0, (p * p) / (2 * mass))) - (-1 / a + (r * p * p) / 2)
        // the term of the fourth power, large where a resonance is near, is in both
        expect(Math.abs(16 * rest(k / 2) - rest(k)) / 15).toBeLessThan(
          2e-5 * k * k * (1 + Math.abs(r)) + 1e-9 / Math.abs(a),
        )
      }),
      { numRuns: 30 },
    )
  })

  test('of contacts in space: those of a single one, and of k cot δ with closed channels', () => {
    const single = contactScatterer({
      system: one,
      mass: 0.7,
      interaction: scatteringLengths({ dimension: 3, scatteringLengths: [-1.7] }),
    }).threshold!()
    expect(value(single.scatteringLength)).toBeCloseTo(-1.7, 13)
    expect(value(single.effectiveRange)).toBe(0)
    fc.assert(
      fc.property(hermitian(2), around(0.3, 2), around(-2, -0.3), around(0.4, 2), (h, a0, a1, mass) => {
        const system = hamiltonianSystem(h)
        fc.pre(system.levels[1]! - system.levels[0]! > 0.1)
        const scatterer = contactScatterer({
          system,
          mass,
          interaction: scatteringLengths({ dimension: 3, scatteringLengths: [a0, a1] }),
        })
        const { scatteringLength, effectiveRange } = scatterer.threshold!()
        const [a, r] = [value(scatteringLength), value(effectiveRange)]
        fc.pre(Math.abs(a) > 0.05 && Math.abs(a) < 50)
        const k = 0.01 / Math.max(1, Math.abs(a))
        const cot = k / Math.tan(scatterer.phaseShifts!((k * k) / (2 * mass), 1)[0]!)
        expect(Math.abs(cot - (-1 / a + (r * k * k) / 2))).toBeLessThan(
          1e-2 * k * k * (1 + Math.abs(r)) + 1e-11 / Math.abs(a),
        )
      }),
      { numRuns: 40 },
    )
  })

  test('on a line: −1/mV of a delta, the radius of an even wall; unequal sides have no range', () => {
    const delta = contactScatterer({
      system: one,
      mass: 0.8,
      interaction: contactStrengths({ strengths: [1.9], positions: [0] }),
    }).threshold!()
    expect(value(delta.scatteringLength)).toBeCloseTo(-1 / (0.8 * 1.9), 12)
    expect(Math.abs(value(delta.effectiveRange))).toBeLessThan(1e-9)
    const wide = channelScatterer({
      system: one,
      mass: 1,
      interaction: potentialInteraction([squarePotential({ height: 1e5, from: -1, to: 1 })]),
    }).threshold()
    expect(value(wide.scatteringLength)).toBeCloseTo(1 - 1 / Math.sqrt(2e5), 9)
    const uneven = channelScatterer({
      system: one,
      mass: 1,
      interaction: potentialInteraction([squarePotential({ height: 2, from: -1, to: 2 })]),
    }).threshold()
    expect(uneven.effectiveRange).toHaveProperty('reason')
  })
})

describe('phase shifts', () => {
  test('start from π times the number of bound states and come down to nothing: Levinson', () => {
    fc.assert(
      fc.property(around(-12, 4), around(0.4, 1), fc.nat({ max: 2 }), (height, width, l) => {
        const waves = partialWaves({
          system: one,
          mass: 1,
          interaction: centralInteraction({ potentials: [gaussianPotential({ height: height || 1, width })] }),
        })
        const bound = waves.boundStates(l).states
        fc.pre(bound.every(({ energy }) => energy < -1e-3))
        const near = waves.phaseShift(l, 1e-8) / Math.PI
        if (l > 0) expect(Math.abs(near - bound.length)).toBeLessThan(1e-2)
        else expect(Math.abs(near - bound.length)).toBeLessThan(0.5)
        expect(Math.abs(waves.phaseShift(l, 4000))).toBeLessThan(0.35)
        // half the area under the delay
        const offsets = Float64Array.from({ length: 400 }, (_, i) => 0.2 + (Math.floor(i / 10) + node(i % 10)) / 40)
        const delays = waves.delayTimes(l, { level: 0, offsets })
        const area = delays.reduce((sum, delay, i) => sum + (tenNodes.weights[i % 10]! * delay) / 80, 0)
        expect(waves.phaseShift(l, 1.2) - waves.phaseShift(l, 0.2)).toBeCloseTo(area / 2, 4)
      }),
      { numRuns: 30, examples: [[-11.75, 0.72, 2]] },
    )
  })

  test('of a hard sphere are −kR in the s-wave, however many times π', () => {
    const sphere = partialWaves({
      system: one,
      mass: 1,
      interaction: centralInteraction({ potentials: [gaussianPotential({ height: 0, width: 1 })], core: 1.3 }),
    })
    for (const k of [0.1, 2, 5, 11]) expect(sphere.phaseShift(0, (k * k) / 2)).toBeCloseTo(-1.3 * k, 10)
  })
})

describe('in results', () => {
  const results = (energies: readonly number[], system = '[[0]]'): ReturnType<typeof scatterStudy> =>
    scatterStudy(
      readStudy(
        `
system: { hamiltonian: ${system} }
gas: { dimension: 3, mass: 1, density: 1, beta: 1 }
interaction: { potentials: [${system === '[[0]]' ? '' : 'zero, '}{ square: { height: -6, from: 0, to: 1 } }] }`,
        { file: 'a.yaml' },
      ),
      energies,
    )

  test('phases, K and the slow limit stand with their errors, or with the reason why not', async () => {
    const all = await results([1])
    const [q, k] = [Math.sqrt(14), Math.SQRT2]
    const tan = (k * Math.tan(q) - q * Math.tan(k)) / (q + k * Math.tan(q) * Math.tan(k))
    expect(all.energies[0]!.kMatrix![0]).toBeCloseTo(tan, 9)
    expect(all.energies[0]!.phaseShifts![0]! - Math.atan(tan)).toBeCloseTo(Math.PI, 9)
    expect(all.scatteringLength).toBeCloseTo(1 - Math.tan(Math.sqrt(12)) / Math.sqrt(12), 10)
    expect(all.scatteringLengthError).toBeLessThan(1e-9)
    expect(all.boundStates![0]).toMatchObject({
      angularMomentum: 0,
      nodes: 0,
      energyError: expect.any(Number) as number,
    })
    expect(all.complete.boundStates).toBe(true)
    const two = (await results([2], '[[0, 0.3], [0.3, 1]]')).energies[0]!
    expect(two).toMatchObject({
      phaseShifts: null,
      kMatrix: null,
      reasons: { phaseShifts: '2 levels are open', kMatrix: '2 levels are open' },
    })
  })
})

/** Veltkamp and Dekker: a product and what rounding took from it. */
function twoProduct(a: number, b: number): [high: number, low: number] {
  const split = (x: number): [number, number] => {
    const c = 134217729 * x
    const h = c - (c - x)
    return [h, x - h]
  }
  const high = a * b
  const [[ah, al], [bh, bl]] = [split(a), split(b)]
  return [high, ah * bh - high + ah * bl + al * bh + al * bl]
}

describe('the error of S', () => {
  const deltas = (strengths: readonly number[], positions: readonly number[]): Scatterer =>
    channelScatterer({
      system: one,
      mass: 1,
      interaction: potentialInteraction([
        {
          ...deltaPotential({ strength: 1 }),
          deltas: strengths.map((strength, i) => ({ strength, position: positions[i]! })),
        },
      ]),
    })

  test('includes rounding of long phases: deltas ten thousand apart, against two that are next to each other', () => {
    const ratios: number[] = []
    fc.assert(
      fc.property(around(0.3, 3), around(0.3, 3), around(100, 20000), around(0.5, 20), (v, w, length, energy) => {
        const tested = deltas([v, w], [0, length])
        const exact = transitionsAt(tested, 0, energy)
        const k = Math.sqrt(2 * energy)
        const t = (x: number): { re: number; im: number } => ({
          re: (k * k) / (k * k + x * x),
          im: (-k * x) / (k * k + x * x),
        })
        const [a, b] = [t(v), t(w)]
        const [ra, rb] = [
          { re: a.re - 1, im: a.im },
          { re: b.re - 1, im: b.im },
        ]
        // 2kL to twice the digits: k and kL are rounded
        const [high, low] = twoProduct(2 * k, length)
        const [square, rest] = twoProduct(k, k)
        const turn = low + (length * (2 * energy - square - rest)) / k
        const phase = { re: Math.cos(high) - turn * Math.sin(high), im: Math.sin(high) + turn * Math.cos(high) }
        const times = (x: typeof a, y: typeof a): typeof a => ({
          re: x.re * y.re - x.im * y.im,
          im: x.re * y.im + x.im * y.re,
        })
        const d = minus({ re: 1, im: 0 }, times(times(ra, rb), phase))
        const whole = times(times(a, b), { re: d.re / (d.re ** 2 + d.im ** 2), im: -d.im / (d.re ** 2 + d.im ** 2) })
        const off = modulus(minus(plus(exact(0, 0), { re: 1, im: 0 }), whole))
        const bar = tested.estimatedErrors!({ level: 0, offsets: Float64Array.of(energy) })[0]!
        expect(off).toBeLessThanOrEqual(bar)
        if (off > 0) ratios.push(bar / off)
      }),
      { numRuns: 100 },
    )
    expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(1e4)
  })

  test('grows towards a threshold as the energy is less and less known in units of its distance', () => {
    fc.assert(
      fc.property(models(1), ({ system, interaction, mass }) => {
        const scatterer = contactScatterer({ system, interaction, mass })
        const solver = modeTransitions(scatterer)
        const errors = [1e-3, 1e-6, 1e-9].map((offset) =>
          amplitudeRounding(solver, scatterer.levelCount, 1, offset, 1e-14),
        )
        const moved = (offset: number): number => amplitudeRounding(solver, scatterer.levelCount, 1, offset, 1e-14)
        expect(moved(1e-9)).toBeGreaterThanOrEqual(moved(1e-3) * 0.99)
        errors.forEach((e) => {
          expect(e).toBeGreaterThan(0)
        })
      }),
      { numRuns: 30 },
    )
  })
})
