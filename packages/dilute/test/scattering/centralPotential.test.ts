import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  couplings,
  functionPotential,
  gaussianPotential,
  hamiltonianSystem,
  InvalidModel,
  ringSystem,
  scatteringLengths,
  squarePotential,
  sumOfPotentials,
  thermalGas,
  type CentralInteraction,
  type Complex,
  type ContactInteraction,
  type Potential,
  type System,
} from '../../src/model/index.js'
import {
  centralScatterer,
  complexBatch,
  contactScatterer,
  partialWaves,
  type PartialWaves,
  type Pole,
  type Scatterer,
} from '../../src/scattering/index.js'
import { collisionTable, elasticRates, secularGenerator, thermalRates } from '../../src/generator/index.js'
import { conjugate, minus, modulus, plus, times, transitionsAt, type C } from '../support/batches.js'
import { around, conjugated, hermitian } from '../support/models.js'
import { conformance, type Solver } from './conformance.js'

const one = (energy = 0): System => hamiltonianSystem([[[energy, 0]]])

/** S^ℓ between levels at 𝓔_level + offset. */
function sMatrix(waves: PartialWaves, l: number, level: number, offset: number): C[][] {
  const n = waves.system.sites
  const batch = { re: new Float64Array(n * n), im: new Float64Array(n * n) }
  waves.transitions(l, { level, offsets: Float64Array.of(offset) }, batch)
  return Array.from({ length: n }, (_, k) =>
    Array.from({ length: n }, (__, j) => ({ re: batch.re[k * n + j]! + (k === j ? 1 : 0), im: batch.im[k * n + j]! })),
  )
}

/** ĵ_ℓ(z)/z and −ĝ_ℓ(z)/z, upward: good for z above ℓ. */
function spherical(l: number, z: number): { j: number; y: number } {
  let [j, jNext, y, yNext] = [
    Math.sin(z) / z,
    Math.sin(z) / z / z - Math.cos(z) / z,
    -Math.cos(z) / z,
    -Math.cos(z) / z / z - Math.sin(z) / z,
  ]
  for (let i = 1; i <= l; i++)
    [j, jNext, y, yNext] = [jNext, ((2 * i + 1) / z) * jNext - j, yNext, ((2 * i + 1) / z) * yNext - y]
  return { j, y }
}

/** A Gaussian about the centre for every contact scatterer, wherever that is. */
function gaussians(interaction: ContactInteraction): CentralInteraction {
  return centralInteraction({
    potentials: [...couplings(interaction)].map((a) => gaussianPotential({ height: 2 * a, width: 0.5 })),
  })
}

const solver: Solver = {
  name: 'central potentials, three partial waves',
  dimension: 3,
  build: (system, interaction, mass) =>
    centralScatterer(partialWaves({ system, mass, interaction: gaussians(interaction) }), { count: 3 }),
}
conformance(solver)

describe('short ranges', () => {
  const lengths = [0.6, -0.9, 1.4]
  const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
  const contact = contactScatterer({
    system,
    mass: 1,
    interaction: scatteringLengths({ dimension: 3, scatteringLengths: lengths }),
  })
  const short = (range: number): PartialWaves =>
    partialWaves({
      system,
      mass: 1,
      interaction: centralInteraction({ potentials: lengths.map((a) => squareOfLength(a, range)) }),
    })

  test('approach the contact model of the same scattering lengths with the first power of the range', () => {
    const exact = transitionsAt(contact, 2, 0.7)
    const error = (range: number): number => {
      const s = sMatrix(short(range), 0, 2, 0.7)
      return Math.max(
        ...s.flatMap((row, k) =>
          row.map((x, l) => modulus(minus(x, plus(exact(k, l), { re: k === l ? 1 : 0, im: 0 })))),
        ),
      )
    }
    const errors = [0.02, 0.01, 0.005].map(error)
    errors.slice(1).forEach((e, i) => {
      expect(Math.log2(errors[i]! / e)).toBeCloseTo(1, 1)
    })
  })

  test('give its thermal rates', () => {
    const ratesOf = (scatterer: Scatterer): number[] =>
      [
        ...thermalRates(
          collisionTable(scatterer, { betas: [1], relativeError: 1e-8 }),
          thermalGas({ dimension: 3, mass: 1, density: 1, beta: 1 }),
        ).values,
      ].filter((x) => x > 0)
    const exact = ratesOf(contact)
    const deviation = (range: number): number =>
      Math.max(...ratesOf(centralScatterer(short(range), { count: 1 })).map((x, i) => Math.abs(x / exact[i]! - 1)))
    expect(deviation(0.01)).toBeLessThan(0.1)
    expect(Math.log2(deviation(0.01) / deviation(0.005))).toBeCloseTo(1, 1)
  })
})

/** a = R(1 − tan x/x), x = R√(−2V): the shallowest square well with that scattering length, m = 1. */
function squareOfLength(a: number, range: number): Potential {
  let [low, high] = a > 0 ? [Math.PI / 2 + 1e-12, Math.PI] : [0, Math.PI / 2 - 1e-12]
  for (let i = 0; i < 100; i++) {
    const x = (low + high) / 2
    if (range * (1 - Math.tan(x) / x) > a) low = x
    else high = x
  }
  return squarePotential({ height: -(low ** 2) / (2 * range * range), from: 0, to: range })
}

describe('sums over partial waves', () => {
  const system = hamiltonianSystem([
    [
      [0, 0],
      [0.3, 0.2],
    ],
    [
      [0.3, -0.2],
      [0.8, 0],
    ],
  ])
  const waves = partialWaves({
    system,
    mass: 1,
    interaction: centralInteraction({
      potentials: [gaussianPotential({ height: 3, width: 0.7 }), gaussianPotential({ height: -2, width: 0.6 })],
    }),
  })

  test('converge, obey the optical theorem, and are those of the scatterer with enough waves', () => {
    const energies = { level: 1, offsets: Float64Array.of(0.3, 2) }
    const out = new Float64Array(8)
    const count = waves.probabilities(energies, 1e-14, out)
    expect(count).toBeGreaterThan(6)
    const scatterer = centralScatterer(waves, { count: 8 })
    expect(Math.max(...scatterer.truncation(energies))).toBeLessThan(1e-5)
    energies.offsets.forEach((offset, e) => {
      const s = transitionsAt(scatterer, 1, offset)
      for (const [k, l] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as const) {
        let sum = 0
        for (let mode = 0; mode < 64; mode++) sum += modulus(s(k * 64 + mode, l * 64 + mode)) ** 2
        expect(sum / out[(2 * k + l) * 2 + e]!).toBeCloseTo(1, 5)
      }
      for (const l of [0, 1]) {
        const total = out[2 * l + e + 0]! + out[(2 + l) * 2 + e]!
        const forward = Array.from(
          { length: count },
          (_, i) => (2 * i + 1) * (1 - sMatrix(waves, i, 1, offset)[l]![l]!.re),
        ).reduce((a, b) => a + b, 0)
        expect(total / (2 * forward)).toBeCloseTo(1, 11)
      }
    })
  })
})

test(
  'what the first wave left out would add is what a scatterer with one wave more has more, relative to the ' + 'whole',
  () => {
    const system = hamiltonianSystem([
      [
        [0, 0],
        [0.3, 0.2],
      ],
      [
        [0.3, -0.2],
        [0.8, 0],
      ],
    ])
    const potentials = [gaussianPotential({ height: 3, width: 0.7 }), gaussianPotential({ height: -2, width: 0.6 })]
    const waves = partialWaves({ system, mass: 1, interaction: centralInteraction({ potentials }) })
    const energies = { level: 1, offsets: Float64Array.of(0.4, 3) }
    for (const count of [1, 2, 4]) {
      const whole = (many: number): Float64Array => {
        const { re, im } = complexBatch(2 * many ** 2, 2)
        centralScatterer(waves, { count: many }).transitions(energies, { re, im })
        return Float64Array.from([0, 1], (e) =>
          re.reduce((sum, x, i) => sum + (i % 2 === e ? x * x + im[i]! * im[i]! : 0), 0),
        )
      }
      const [fewer, more] = [whole(count), whole(count + 1)]
      centralScatterer(waves, { count })
        .truncation(energies)
        .forEach((truncation, e) => {
          expect(truncation * more[e]!).toBeCloseTo(more[e]! - fewer[e]!, 12)
        })
    }
  },
)

test('rates and coherences take every ℓ once, with the weight of its 2ℓ + 1 modes', () => {
  const system = hamiltonianSystem([
    [
      [0, 0],
      [0.3, 0.2],
    ],
    [
      [0.3, -0.2],
      [0.8, 0],
    ],
  ])
  const potentials = [gaussianPotential({ height: 3, width: 0.7 }), gaussianPotential({ height: -2, width: 0.6 })]
  const { shellFunctions: shell, ...modes } = centralScatterer(
    partialWaves({ system, mass: 1, interaction: centralInteraction({ potentials }) }),
    { count: 3 },
  )
  expect(shell!.multiplicities).toEqual([1, 3, 5])
  const gas = thermalGas({ dimension: 3, mass: 1, density: 0.1, beta: 1 })
  const [once, apart] = [{ ...modes, shell }, modes].map((scatterer) => {
    const table = collisionTable(scatterer, { gases: [gas], relativeError: 1e-8 })
    return {
      rates: thermalRates(table, gas),
      elastic: elasticRates(scatterer, gas),
      generator: secularGenerator({ table, gas, relativeError: 1e-8 }),
    }
  })
  once!.rates.values.forEach((rate, i) => {
    expect(Math.abs(rate - apart!.rates.values[i]!)).toBeLessThanOrEqual(1e-12 * rate)
  })
  once!.elastic.values.forEach((rate, k) => {
    expect(Math.abs(rate - apart!.elastic.values[k]!)).toBeLessThanOrEqual(1e-12 * rate)
  })
  once!.generator.blocks.forEach(({ matrix }, b) => {
    const other = apart!.generator.blocks[b]!.matrix
    matrix.re.forEach((x, e) => {
      expect(Math.hypot(x - other.re[e]!, matrix.im[e]! - other.im[e]!)).toBeLessThan(1e-9 * Math.abs(matrix.re[0]!))
    })
  })
  once!.generator.levelShift.re.forEach((x, e) => {
    expect(x).toBeCloseTo(apart!.generator.levelShift.re[e]!, 10)
  })
})

describe('laws of partial waves', () => {
  const model = fc.record({
    h: hermitian(2),
    heights: fc.tuple(around(-4, 6), around(-4, 6)),
    width: around(0.3, 1),
    mass: around(0.4, 2),
    l: fc.nat({ max: 4 }),
    level: fc.nat({ max: 1 }),
    offset: around(0.02, 6),
    core: fc.constantFrom(0, 0.2),
  })
  const build = (
    h: Complex[][],
    { heights, width, mass, core }: { heights: readonly number[]; width: number; mass: number; core: number },
  ): PartialWaves =>
    partialWaves({
      system: hamiltonianSystem(h),
      mass,
      interaction: centralInteraction({
        potentials: heights.map((height) => gaussianPotential({ height, width })),
        core,
      }),
    })

  test('S^ℓ is unitary on open channels', () => {
    fc.assert(
      fc.property(model, (m) => {
        const waves = build(m.h, m)
        const s = sMatrix(waves, m.l, m.level, m.offset)
        const open = [0, 1].filter((k) => m.offset + waves.system.levels[m.level]! > waves.system.levels[k]!)
        for (const i of open) {
          for (const j of open) {
            const sum = open.reduce((total, k) => plus(total, times(conjugate(s[k]![i]!), s[k]![j]!)), {
              re: i === j ? -1 : 0,
              im: 0,
            })
            expect(modulus(sum)).toBeLessThan(1e-12)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('reversing the flux transposes S^ℓ', () => {
    fc.assert(
      fc.property(model, (m) => {
        const s = sMatrix(build(m.h, m), m.l, m.level, m.offset)
        const r = sMatrix(build(conjugated(m.h), m), m.l, m.level, m.offset)
        for (const [k, l] of [
          [0, 1],
          [1, 0],
        ] as const)
          expect(Math.abs(modulus(s[k]![l]!) - modulus(r[l]![k]!))).toBeLessThan(1e-11)
      }),
      { numRuns: 20 },
    )
  })
})

describe('exact solutions', () => {
  test('a hard sphere: tan δ_ℓ = j_ℓ(ka)/y_ℓ(ka)', () => {
    fc.assert(
      fc.property(fc.nat({ max: 6 }), around(0.5, 3), around(2.5, 6), (l, radius, k) => {
        const waves = partialWaves({
          system: one(),
          mass: 1,
          interaction: centralInteraction({ potentials: [gaussianPotential({ height: 0, width: 1 })], core: radius }),
        })
        const s = sMatrix(waves, l, 0, (k * k) / 2)[0]![0]!
        const { j, y } = spherical(l, k * radius)
        expect(s.re).toBeCloseTo((y * y - j * j) / (y * y + j * j), 10)
        expect(s.im).toBeCloseTo((2 * j * y) / (y * y + j * j), 10)
      }),
      { numRuns: 30 },
    )
  })

  test('a square well: its phase shift from continuous logarithmic derivatives', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3 }), around(-8, -0.5), around(1, 2), around(2, 4), (l, height, radius, k) => {
        const waves = partialWaves({
          system: one(0.3),
          mass: 1,
          interaction: centralInteraction({ potentials: [squarePotential({ height, from: 0, to: radius })] }),
        })
        const s = sMatrix(waves, l, 0, (k * k) / 2)[0]![0]!
        const q = Math.sqrt(k * k - 2 * height)
        const slope = (f: (z: number) => number, p: number): number => p * ((l / (p * radius)) * f(p * radius))
        const at = (i: number, z: number): { j: number; y: number } => spherical(i, z)
        const inner = (slope((z) => at(l, z).j, q) - q * at(l + 1, q * radius).j) / at(l, q * radius).j
        const outerJ = slope((z) => at(l, z).j, k) - k * at(l + 1, k * radius).j
        const outerY = slope((z) => at(l, z).y, k) - k * at(l + 1, k * radius).y
        const tan = (outerJ - inner * at(l, k * radius).j) / (outerY - inner * at(l, k * radius).y)
        expect(s.re).toBeCloseTo((1 - tan * tan) / (1 + tan * tan), 9)
        expect(s.im).toBeCloseTo((2 * tan) / (1 + tan * tan), 9)
      }),
      { numRuns: 30 },
    )
  })

  test('high waves hardly notice a short range: S^ℓ − 1 falls as k^{2ℓ+1} and keeps its digits', () => {
    const waves = partialWaves({
      system: one(),
      mass: 1,
      interaction: centralInteraction({ potentials: [squarePotential({ height: 1e-6, from: 0, to: 1 })] }),
    })
    const born = (l: number, k: number): number => -4e-6 * k * integral((r) => (spherical(l, k * r).j * r) ** 2)
    const batch = { re: new Float64Array(1), im: new Float64Array(1) }
    for (const l of [0, 1, 2]) {
      waves.transitions(l, { level: 0, offsets: Float64Array.of(2) }, batch)
      expect(batch.im[0]! / born(l, 2)).toBeCloseTo(1, 5)
    }
    const small = [0.01, 0.02].map((k) => {
      waves.transitions(4, { level: 0, offsets: Float64Array.of((k * k) / 2) }, batch)
      return batch.im[0]!
    })
    expect(Math.log2(small[1]! / small[0]!)).toBeCloseTo(9, 3)
  })
})

/** ∫₀¹ by the midpoint rule. */
const integral = (f: (r: number) => number): number =>
  Array.from({ length: 4000 }, (_, i) => f((i + 0.5) / 4000) / 4000).reduce((a, b) => a + b, 0)

/** Two channels whose potential matrix is f(r) times a constant matrix: sites are that matrix's eigenvectors. */
function rotated(
  matrix: readonly (readonly [number, number])[],
  thresholds: readonly number[],
  f: (r: number) => number,
  build: (value: (r: number) => number) => Potential,
): { system: System; potentials: Potential[] } {
  const [[a, b], [, d]] = matrix as [[number, number], [number, number]]
  const root = Math.hypot((a - d) / 2, b)
  const values = [(a + d) / 2 - root, (a + d) / 2 + root]
  const vectors = values.map((value) => {
    const n = Math.hypot(b, value - a)
    return [b / n, (value - a) / n]
  })
  const h = vectors.map((u) =>
    vectors.map((v): Complex => [thresholds.reduce((sum, e, i) => sum + e * u[i]! * v[i]!, 0), 0]),
  )
  return { system: hamiltonianSystem(h), potentials: values.map((value) => build((r) => value * f(r))) }
}

describe('published half-line benchmarks', () => {
  const lennardJones = (constant: number): { waves: PartialWaves; s: number[] } => {
    const { system, potentials } = rotated(
      [
        [1, 0.1],
        [0.1, 1],
      ],
      [0, 100],
      (r) => 400 * (r ** -12 - r ** -6),
      (value) => functionPotential({ value, from: 0.6, to: 6, ends: 'jump' }),
    )
    const waves = partialWaves({
      system,
      mass: 20 / (2 * constant),
      interaction: centralInteraction({ potentials, core: 0.6 }),
    })
    const s = sMatrix(waves, 0, 0, 200)
    // the sign of an amplitude between levels is that of their eigenvectors
    const sign = -Math.sign(s[0]![1]!.re)
    return {
      waves,
      s: [s[0]![0]!.re, s[0]![0]!.im, sign * s[0]![1]!.re, sign * s[0]![1]!.im, s[1]![1]!.re, s[1]![1]!.im],
    }
  }
  const published = [0.99387619584, 0.10940268537, -0.01544973599, -0.00157017163, -0.99556495098, -0.09278614442]

  test(
    'two-channel Lennard-Jones (the molscat-2chan-LJ example, converged), to 1e-10 with the constant as ' + 'printed',
    () => {
      const { waves, s } = lennardJones(16.857629168)
      s.forEach((x, i) => {
        expect(Math.abs(x - published[i]!)).toBeLessThan(1e-10)
      })
      expect(waves.estimatedErrors(0, { level: 0, offsets: Float64Array.of(200) })[0]).toBeLessThan(1e-11)
    },
  )

  // half a unit of the last printed digit of ħ²/2u moves Im S₁₁ by 4·10⁻¹⁰
  test('and all printed digits with the constant from CODATA 2022', () => {
    const planck = 6.62607015e-34,
      dalton = 1.66053906892e-27,
      lightPerCentimetre = 299792458e2
    const constant = (planck / (8 * Math.PI ** 2 * dalton * lightPerCentimetre)) * 1e20 // ħ²/2u in cm⁻¹ Å²
    lennardJones(constant).s.forEach((x, i) => {
      expect(x.toFixed(11)).toBe(published[i]!.toFixed(11))
    })
  })

  test('Noro–Taylor: a resonance as a pole of S', () => {
    const { system, potentials } = rotated(
      [
        [-1, -7.5],
        [-7.5, 7.5],
      ],
      [0, 0.1],
      (r) => r * r * Math.exp(-r),
      (value) => functionPotential({ value, from: 0, to: 50 }),
    )
    const waves = partialWaves({ system, mass: 1, interaction: centralInteraction({ potentials }), tolerance: 1e-12 })
    const pole = waves.pole(0, 0, { energy: 4.7683, width: 0.0015 }) as Pole
    expect(Math.abs(pole.energy - 4.768196818919)).toBeLessThan(5e-12)
    expect(Math.abs(pole.width - 1.420192002884e-3)).toBeLessThan(5e-13)
    const seen = waves.resonanceList(0, 1, 0, 8).list
    expect(seen.map(({ energy }) => energy + 0.1)).toEqual([
      expect.closeTo(4.768196818919, 9),
      expect.closeTo(7.2412004, 6),
    ])
    expect(seen[1]!.width).toBeCloseTo(1.511912, 5)
  })
})

describe('bound states and resonances behind a barrier', () => {
  test('a deep square well: k cot kR = −κ for ℓ = 0', () => {
    const waves = partialWaves({
      system: one(0.2),
      mass: 1,
      interaction: centralInteraction({ potentials: [squarePotential({ height: -12, from: 0, to: 1.5 })] }),
    })
    const bound = waves.boundStates(0).states.map(({ energy }) => energy)
    expect(bound).toHaveLength(2)
    for (const energy of bound) {
      const [k, kappa] = [Math.sqrt(2 * (energy - 0.2 + 12)), Math.sqrt(-2 * (energy - 0.2))]
      expect(k / Math.tan(k * 1.5) + kappa).toBeCloseTo(0, 9)
    }
  })

  test('a shape resonance delays by 4/Γ at its centre', () => {
    const potential = functionPotential({ value: (r) => 7.5 * r * r * Math.exp(-r), from: 0, to: 50 })
    const waves = partialWaves({ system: one(), mass: 1, interaction: centralInteraction({ potentials: [potential] }) })
    const [resonance] = waves.resonances(0, 0, 0, 6)
    expect(resonance!.energy).toBeCloseTo(3.42639031, 7)
    expect(resonance!.width).toBeCloseTo(0.02554896, 7)
    const delay = waves.delayTimes(0, { level: 0, offsets: Float64Array.of(resonance!.energy) })[0]!
    expect(delay * resonance!.width).toBeGreaterThan(3.5)
    expect(delay * resonance!.width).toBeLessThan(4.2)
  })
})

test('a resonance is found wherever a search begins and ends', () => {
  const square = (height: number, from: number, to: number): Potential => squarePotential({ height, from, to })
  const waves = partialWaves({
    system: ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 }),
    mass: 1,
    interaction: centralInteraction({
      potentials: [sumOfPotentials([square(-20, 0, 1), square(15, 1, 1.5)]), square(5, 0, 1), sumOfPotentials([])],
    }),
  })
  fc.assert(
    fc.property(around(3, 40), (to) => {
      const [first] = waves.resonances(1, 2, 0, to)
      expect(first!.energy).toBeCloseTo(2.49623761, 7)
      expect(first!.width).toBeCloseTo(0.07600264, 7)
    }),
    { numRuns: 30 },
  )
})

test('delay times are d(arg det S^ℓ)/dE, with ℓ and with a core', () => {
  for (const core of [0, 0.7]) {
    const waves = partialWaves({
      system: hamiltonianSystem([
        [
          [0, 0],
          [0.3, 0.2],
        ],
        [
          [0.3, -0.2],
          [0.8, 0],
        ],
      ]),
      mass: 1.3,
      interaction: centralInteraction({
        potentials: [gaussianPotential({ height: -2, width: 0.8 }), gaussianPotential({ height: 1, width: 0.5 })],
        core,
      }),
    })
    for (const l of [0, 1, 2, 5]) {
      const determinant = (offset: number): C => {
        const s = sMatrix(waves, l, 1, offset)
        return minus(times(s[0]![0]!, s[1]![1]!), times(s[0]![1]!, s[1]![0]!))
      }
      const turn = (step: number): number => {
        const { re, im } = times(determinant(1 + step), conjugate(determinant(1 - step)))
        return Math.atan2(im, re) / (2 * step)
      }
      const slope = (4 * turn(1e-3) - turn(2e-3)) / 3
      expect(waves.delayTimes(l, { level: 1, offsets: Float64Array.of(1) })[0]).toBeCloseTo(slope, 9)
    }
  }
})

test('one potential per site is asked for', () => {
  expect(() =>
    partialWaves({
      system: one(),
      mass: 1,
      interaction: centralInteraction({
        potentials: [gaussianPotential({ height: 1, width: 1 }), gaussianPotential({ height: 1, width: 1 })],
      }),
    }),
  ).toThrow(InvalidModel)
})
