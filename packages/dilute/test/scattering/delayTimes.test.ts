import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  contactStrengths,
  deltaPotential,
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  squarePotential,
  type System,
} from '../../src/model/index.js'
import {
  centralScatterer,
  channelScatterer,
  contactScatterer,
  modeTransitions,
  transitionBatch,
  partialWaves,
  type PartialWaves,
  type Scatterer,
} from '../../src/scattering/index.js'
import { readStudy, scatterStudy } from '../../src/study/index.js'
import { besselK0, besselK1, gaussLegendre, hankel0, hankel1 } from '../../src/numerics/index.js'
import { around, hermitian, models } from '../support/models.js'

/** S − 1 at an offset, in two planes. */
type Transitions = (offset: number) => { readonly re: Float64Array; readonly im: Float64Array }

const eighthOrder = [
  [1, 4 / 5],
  [2, -1 / 5],
  [3, 4 / 105],
  [4, -1 / 280],
] as const

/** −i Tr S†ΔS/ΔE by central differences of order eight. */
function differences(transitions: Transitions, channels: number, offset: number, step: number): number {
  const { re, im } = transitions(offset)
  let sum = 0
  for (const [n, weight] of eighthOrder) {
    const [up, down] = [transitions(offset + n * step), transitions(offset - n * step)]
    re.forEach((x, i) => {
      const one = i % (channels + 1) === 0 ? 1 : 0
      sum += (weight / step) * ((x + one) * (up.im[i]! - down.im[i]!) - im[i]! * (up.re[i]! - down.re[i]!))
    })
  }
  return sum
}

function ofScatterer(scatterer: Scatterer, level: number): Transitions {
  const { layout, transitions } = modeTransitions(scatterer)
  return (offset) => {
    const out = transitionBatch(layout, 1)
    transitions({ level, offsets: Float64Array.of(offset) }, out)
    return out
  }
}

function ofWave(waves: PartialWaves, l: number, level: number): Transitions {
  const n = waves.system.sites ** 2
  return (offset) => {
    const out = { re: new Float64Array(n), im: new Float64Array(n) }
    waves.transitions(l, { level, offsets: Float64Array.of(offset) }, out)
    return out
  }
}

/**
 * The differences where halving the step hardly changes them, far from thresholds and narrow resonances; undefined
 * elsewhere.
 */
function settled(
  transitions: Transitions,
  channels: number,
  { levels }: System,
  level: number,
  offset: number,
): number | undefined {
  const nearest = Math.min(...[...levels].map((e) => Math.abs(offset + levels[level]! - e)))
  const [coarse, fine] = [0.02, 0.01].map((share) => differences(transitions, channels, offset, share * nearest))
  return Math.abs(coarse! - fine!) < 2e-9 * Math.max(1, Math.abs(fine!)) ? fine : undefined
}

function expectSettled(
  found: number,
  transitions: Transitions,
  channels: number,
  system: System,
  level: number,
  offset: number,
): void {
  const expected = settled(transitions, channels, system, level, offset)
  fc.pre(expected !== undefined)
  expect(Math.abs(found - expected)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)))
}

const at = (level: number, offset: number): { level: number; offsets: Float64Array } => ({
  level,
  offsets: Float64Array.of(offset),
})

describe('delay times are −i Tr S†dS/dE', () => {
  for (const dimension of [1, 2, 3] as const) {
    test(`of contacts, d = ${dimension}`, () => {
      fc.assert(
        fc.property(
          models(dimension),
          fc.nat({ max: 3 }),
          around(0.05, 3),
          ({ system, interaction, mass }, k, offset) => {
            const level = Math.min(k, system.sites - 1)
            const scatterer = contactScatterer({ system, interaction, mass })
            const found = scatterer.delayTimes!(at(level, offset))[0]!
            expectSettled(found, ofScatterer(scatterer, level), system.sites * scatterer.modes, system, level, offset)
          },
        ),
        { numRuns: 60 },
      )
    })
  }

  test('of wells, barriers, steps and deltas on a line, closed channels among them', () => {
    const cases = fc.record({
      h: hermitian(2),
      a: around(-4, 6),
      b: around(-4, 4),
      shift: around(0.5, 3),
      mass: around(0.4, 2),
      level: fc.nat({ max: 1 }),
      offset: around(0.05, 6),
      jump: fc.boolean(),
    })
    fc.assert(
      fc.property(cases, ({ h, a, b, shift, mass, level, offset, jump }) => {
        const system = hamiltonianSystem(h)
        const potentials = [
          gaussianPotential({ height: a, width: 0.6 }),
          jump ? squarePotential({ height: b, from: -1, to: shift }) : deltaPotential({ strength: b, position: shift }),
        ]
        const scatterer = channelScatterer({ system, mass, interaction: potentialInteraction(potentials) })
        const found = scatterer.delayTimes(at(level, offset))[0]!
        expectSettled(found, ofScatterer(scatterer, level), 4, system, level, offset)
      }),
      { numRuns: 60 },
    )
  })

  test('of partial waves, with and without a core', () => {
    const cases = fc.record({
      h: hermitian(2),
      heights: fc.tuple(around(-4, 6), around(-4, 6)),
      width: around(0.3, 1),
      mass: around(0.4, 2),
      l: fc.nat({ max: 9 }),
      level: fc.nat({ max: 1 }),
      offset: around(0.05, 6),
      core: fc.constantFrom(0, 0.2),
    })
    fc.assert(
      fc.property(cases, ({ h, heights, width, mass, l, level, offset, core }) => {
        const system = hamiltonianSystem(h)
        const waves = partialWaves({
          system,
          mass,
          interaction: centralInteraction({
            potentials: heights.map((height) => gaussianPotential({ height, width })),
            core,
          }),
        })
        expectSettled(waves.delayTimes(l, at(level, offset))[0]!, ofWave(waves, l, level), 2, system, level, offset)
      }),
      { numRuns: 60 },
    )
  })

  test(
    'two solvers agree within their bars, next to thresholds and resonances as elsewhere; the bars are not ' + 'idle',
    () => {
      const ratios: number[] = []
      fc.assert(
        fc.property(
          models(1),
          fc.nat({ max: 3 }),
          fc.constantFrom(1e-9, 1e-5, 0.01, 0.3, 1, 7, 40),
          ({ system, interaction, mass }, k, offset) => {
            if (interaction.dimension !== 1) throw new Error('a line is meant')
            const level = Math.min(k, system.sites - 1)
            const deltas = [...interaction.strengths].map((strength, i) =>
              deltaPotential({ strength, position: interaction.positions[i]![0]! }),
            )
            const errors = [new Float64Array(1), new Float64Array(1)] as const
            const a = contactScatterer({ system, interaction, mass }).delayTimes!(at(level, offset), errors[0])[0]!
            const b = channelScatterer({ system, mass, interaction: potentialInteraction(deltas) }).delayTimes(
              at(level, offset),
              errors[1],
            )[0]!
            const bar = errors[0][0]! + errors[1][0]!
            expect(Math.abs(a - b)).toBeLessThanOrEqual(bar)
            if (a !== b) ratios.push(bar / Math.abs(a - b))
          },
        ),
        { numRuns: 300 },
      )
      expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(1e4)
    },
  )
})

describe('the area under the delay', () => {
  test('is what arg det S turns by', () => {
    const rule = gaussLegendre(24)
    fc.assert(
      fc.property(hermitian(2), around(-4, 4), around(0.2, 2), around(0.1, 1), (h, height, from, length) => {
        const system = hamiltonianSystem(h)
        const scatterer = channelScatterer({
          system,
          mass: 1,
          interaction: potentialInteraction([
            gaussianPotential({ height, width: 0.4 }),
            gaussianPotential({ height: 1, width: 0.5, center: 0.6 }),
          ]),
        })
        const offsets = Float64Array.from(rule.nodes, (x) => from + (length * (1 + x)) / 2)
        const area = scatterer
          .delayTimes({ level: 1, offsets })
          .reduce((sum, delay, i) => sum + (delay * rule.weights[i]! * length) / 2, 0)
        const [a, b] = [from, from + length].map((offset) => determinantAngle(ofScatterer(scatterer, 1)(offset), 4))
        const turns = (area - (b! - a!)) / (2 * Math.PI)
        expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
  })
})

/** arg det S by elimination, S from S − 1. */
function determinantAngle({ re, im }: { readonly re: Float64Array; readonly im: Float64Array }, n: number): number {
  const a = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => [re[i * n + j]! + (i === j ? 1 : 0), im[i * n + j]!] as [number, number]),
  )
  let angle = 0
  for (let c = 0; c < n; c++) {
    const pivot = a
      .slice(c)
      .reduce((best, row, i) => (Math.hypot(...row[c]!) > Math.hypot(...a[best]![c]!) ? c + i : best), c)
    if (pivot !== c) {
      ;[a[c], a[pivot]] = [a[pivot]!, a[c]!]
      angle += Math.PI
    }
    const [x, y] = a[c]![c]!
    angle += Math.atan2(y, x)
    for (let r = c + 1; r < n; r++) {
      const [u, v] = a[r]![c]!
      const [fr, fi] = [(u * x + v * y) / (x * x + y * y), (v * x - u * y) / (x * x + y * y)]
      for (let k = c; k < n; k++) {
        const [s, t] = a[c]![k]!
        a[r]![k] = [a[r]![k]![0] - fr * s + fi * t, a[r]![k]![1] - fr * t - fi * s]
      }
    }
  }
  return angle
}

describe('in results', () => {
  const delays = async (
    text: string,
    energies: readonly number[],
  ): Promise<{ delayTime?: number | null; delayTimeError?: number | null }[]> => [
    ...(await scatterStudy(readStudy(text, { file: 'a.yaml' }), energies, { delayTimes: true })).energies,
  ]
  const wells = `
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 3, mass: 1, density: 1, beta: 2 }
interaction: { potentials: [[{ square: { height: -20, from: 0, to: 1 } }, { square: { height: 15, from: 1, to: 1.5 } }], { square: { height: 5, from: 0, to: 1 } }, zero] }`

  test('neighbouring energies have neighbouring delays, all partial waves included', async () => {
    const [a, b, c] = await delays(wells, [0.999, 1, 1.001])
    expect(Math.abs(a!.delayTime! - 2 * b!.delayTime! + c!.delayTime!)).toBeLessThan(1e-3)
    expect(b!.delayTimeError).toBeLessThan(1e-9)
    expect(b!.delayTime).toBeCloseTo((a!.delayTime! + c!.delayTime!) / 2, 3)
  })

  test('of three dots about one centre at sixty energies, smooth between the thresholds', async () => {
    const text = readFileSync(new URL('../../../../examples/central-dots.yaml', import.meta.url), 'utf8')
    const energies = Array.from({ length: 60 }, (_, i) => -1.2 + (5 * (i + 0.5)) / 60)
    const found = await delays(text, energies)
    const smooth = found.slice(2, -2).filter((one, i) => {
      const [a, b, c, d] = [found[i]!, found[i + 1]!, found[i + 3]!, found[i + 4]!].map(({ delayTime }) => delayTime!)
      return Math.abs((4 * (b! + c!) - (a! + d!)) / 6 - one.delayTime!) < 0.02
    })
    expect(smooth.length).toBeGreaterThan(40)
    for (const { delayTime, delayTimeError } of found) {
      expect(Math.abs(delayTime!)).toBeLessThan(60)
      expect(delayTimeError).toBeLessThan(1e-9)
    }
  })

  test('a Born series has none, since it is not unitary', async () => {
    const text =
      'system: { hamiltonian: [[0]] }\ngas: { dimension: 1, mass: 1, density: 1, beta: 1 }\ninteraction: { ' +
      'contact: { strengths: [1] } }\nscattering: { method: born }'
    expect((await delays(text, [1]))[0]).toMatchObject({ delayTime: null, delayTimeError: null })
  })
})

test('a delta far away delays by what its own reflection does: −2(dφ/dE) of t = k/(k + imV)', () => {
  const [strength, k] = [1.3, 0.7]
  const scatterer = contactScatterer({
    system: hamiltonianSystem([[[0, 0]]]),
    mass: 1,
    interaction: contactStrengths({ strengths: [strength], positions: [50] }),
  })
  expect(scatterer.delayTimes!(at(0, (k * k) / 2))[0]).toBeCloseTo(
    (2 * strength) / (k * (k * k + strength * strength)),
    12,
  )
})

test('all waves of a scatterer, those it leaves out of S too', () => {
  const system = hamiltonianSystem([[[0, 0]]])
  const waves = partialWaves({
    system,
    mass: 1,
    interaction: centralInteraction({ potentials: [gaussianPotential({ height: 3, width: 0.7 })] }),
  })
  const whole = (count: number): number => centralScatterer(waves, { count }).delayTimes!(at(0, 2))[0]!
  const sum = Array.from({ length: 30 }, (_, l) => (2 * l + 1) * waves.delayTimes(l, at(0, 2))[0]!).reduce(
    (a, b) => a + b,
    0,
  )
  expect(whole(1)).toBeCloseTo(sum, 11)
})

test('H₁ = −dH₀/dx and K₁ = −dK₀/dx', () => {
  fc.assert(
    fc.property(around(0.05, 30), (x) => {
      const step = 0.01 * Math.min(1, x)
      const slope = (f: (x: number) => number): number =>
        eighthOrder.reduce((sum, [n, w]) => sum + (w * (f(x + n * step) - f(x - n * step))) / step, 0)
      expect(Math.abs(hankel1(x).re + slope((z) => hankel0(z).re))).toBeLessThan(1e-12)
      expect(Math.abs(hankel1(x).im / slope((z) => hankel0(z).im) + 1)).toBeLessThan(1e-10 / Math.abs(hankel1(x).im))
      expect(Math.abs(besselK1(x) / slope(besselK0) + 1)).toBeLessThan(1e-10)
    }),
  )
})
