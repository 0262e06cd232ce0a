import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centralInteraction, functionPotential, hamiltonianSystem, type Complex } from '../../src/model/index.js'
import { realEigenvalues } from '../../src/numerics/index.js'
import { partialWaves } from '../../src/scattering/index.js'
import { siegertPole } from '../literature/independent.js'
import type { C } from '../support/batches.js'
import { around } from '../support/models.js'
import { runs } from '../support/runs.js'

/**
 * Resonances of the list beside eigenvalues of the Hamiltonian on a turned ray r = xe^{iθ}, in a basis of sines on
 * their own points.
 */

interface Feature {
  readonly height: number
  readonly width: number
  readonly at: number
}
/**
 * Σ h e^{−((r − a)/w)²} with the mirror images at −a, at real and complex r: even in r, so that sines converge fast.
 */
const valueAt = (all: readonly Feature[], [x, y]: Complex): Complex =>
  all
    .flatMap((one) => [one, { ...one, at: -one.at }])
    .reduce<Complex>(
      ([re, im], { height, width, at }) => {
        const [u, v] = [(x - at) / width, y / width]
        const size = height * Math.exp(v * v - u * u)
        return [re + size * Math.cos(2 * u * v), im - size * Math.sin(2 * u * v)]
      },
      [0, 0],
    )

const length = 14
/** Two bases, so that what neither angle nor basis moves is a pole. */
const bases = [140, 155] as const

/** T between the points of a sine basis, over 1/2m. */
const kinetic = new Map(
  bases.map((points) => {
    const x = Array.from({ length: points }, (_, i) => ((i + 1) * Math.PI) / (points + 1))
    return [
      points,
      x.map((a, i) =>
        x.map((b, j) => {
          const [minus, plus] = [(a - b) / 2, (a + b) / 2]
          const own = (2 * (points + 1) ** 2 + 1) / 3 - 1 / Math.sin(a) ** 2
          const entry = i === j ? own : (-1) ** (i - j) * (1 / Math.sin(minus) ** 2 - 1 / Math.sin(plus) ** 2)
          return (entry * Math.PI ** 2) / (2 * length ** 2)
        }),
      ),
    ]
  }),
)

/** [H_S + V](r) between channels. */
type PotentialMatrix = (r: Complex) => readonly (readonly Complex[])[]

/**
 * Eigenvalues of e^{−2iθ}T + V(xe^{iθ}) + H_S, a complex matrix A + iB as the real one of twice the size, which has
 * their conjugates too.
 */
function turned(
  potential: PotentialMatrix,
  channels: number,
  mass: number,
  l: number,
  angle: number,
  points: (typeof bases)[number],
): Complex[] {
  const n = 2 * points * channels
  const matrix = new Float64Array(n * n)
  const add = (i: number, j: number, [re, im]: Complex): void => {
    matrix[i * n + j]! += re
    matrix[(n / 2 + i) * n + n / 2 + j]! += re
    matrix[i * n + n / 2 + j]! -= im
    matrix[(n / 2 + i) * n + j]! += im
  }
  for (let i = 0; i < points; i++) {
    const x = ((i + 1) * length) / (points + 1)
    const v = potential([x * Math.cos(angle), x * Math.sin(angle)])
    for (let c = 0; c < channels; c++) {
      for (let j = 0; j < points; j++) {
        const t = (kinetic.get(points)![i]![j]! + (i === j ? (l * (l + 1)) / (x * x) : 0)) / (2 * mass)
        add(c * points + i, c * points + j, [t * Math.cos(2 * angle), -t * Math.sin(2 * angle)])
      }
      for (let d = 0; d < channels; d++) add(c * points + i, d * points + i, v[c]![d]!)
    }
  }
  return realEigenvalues(n, matrix).filter(([, im]) => im < 0)
}

const apart = (a: Complex, b: Complex): number => Math.hypot(a[0] - b[0], a[1] - b[1])
const nearest = (all: readonly Complex[], one: Complex): number =>
  all.reduce((least, other) => Math.min(least, apart(one, other)), Infinity)

/** Turned further, steep potentials grow too large on the ray. */
const angles = [0.18, 0.22] as const

/** Those that neither angle nor basis moves, between two energies and next to the axis. */
function poles(
  potential: PotentialMatrix,
  channels: number,
  mass: number,
  l: number,
  from: number,
  to: number,
): Complex[] {
  const [first, second] = angles.map((angle, i) => turned(potential, channels, mass, l, angle, bases[i]!))
  return first!.filter((one) => one[0] > from && one[0] < to && -one[1] < 0.25 * one[0] && nearest(second!, one) < 1e-6)
}

const barrier = fc.record({ height: around(2, 30), width: around(0.5, 0.9), at: around(1.5, 3.5) })
const well = fc.record({ height: around(-12, 6), width: around(0.5, 1), at: around(0, 3) })
const features = fc.tuple(barrier, fc.array(well, { maxLength: 2 })).map(([one, others]) => [one, ...others])

const expectAll = (
  listed: readonly Listed[],
  all: readonly Complex[],
  thresholds: readonly number[],
  upTo: number,
): void => {
  for (const pole of all) {
    const others = [...all.filter((other) => other !== pole), ...thresholds.map((e): Complex => [e, 0])]
    const free = Math.min(...others.map(([x]) => Math.abs(x - pole[0])))
    if (-2 * pole[1] > 0.8 * free || pole[0] > 0.98 * upTo) continue
    expect(
      nearest(
        listed.map(({ energy, width }) => [energy, -(width ?? 0) / 2]),
        pole,
      ),
    ).toBeLessThan(5e-6)
  }
}
interface Listed {
  readonly energy: number
  readonly width: number | null
  readonly energyError: number
  readonly widthError: number | null
}
const shape = (all: readonly Feature[]) =>
  functionPotential({ value: (r) => valueAt(all, [r, 0])[0], from: 0, to: 12, ends: ['inner', 'negligible'] })
const limit = (complete: true | { readonly upTo: number | null }): number =>
  complete === true ? Infinity : (complete.upTo ?? 0)

test('of one channel: the list has every pole that the turned ray has', () => {
  fc.assert(
    fc.property(features, fc.constantFrom(0, 2), around(0.4, 2), (all, l, mass) => {
      const to = 1.1 * all[0]!.height
      const waves = partialWaves({
        system: hamiltonianSystem([[[0, 0]]]),
        mass,
        interaction: centralInteraction({ potentials: [shape(all)] }),
      })
      const { list, complete } = waves.resonanceList(l, 0, 0.3, to)
      expectAll(
        list,
        poles((r) => [[valueAt(all, r)]], 1, mass, l, 0.31, 0.99 * to),
        [0],
        limit(complete),
      )
    }),
    runs(15),
  )
})

test('every pole of the list is one on the turned ray, by Numerov’s rule, within its bar', () => {
  fc.assert(
    fc.property(features, fc.constantFrom(0, 1), around(0.4, 2), (all, l, mass) => {
      const waves = partialWaves({
        system: hamiltonianSystem([[[0, 0]]]),
        mass,
        interaction: centralInteraction({ potentials: [shape(all)] }),
      })
      const value = (r: C): C => {
        const [re, im] = valueAt(all, [r.re, r.im])
        return { re, im }
      }
      for (const { energy, width, energyError, widthError } of waves.resonanceList(l, 0, 0.3, 1.1 * all[0]!.height)
        .list) {
        if ((width ?? 0) < 1e-7) continue
        const ray = { value, angle: 0.35, from: 0, to: 50, mass, l, steps: 10_000, meeting: 0.6 * all[0]!.at }
        const guess = { re: energy * (1 + 1e-7), im: -width! / 2 }
        const [again, check] = [
          siegertPole(ray, guess),
          siegertPole({ ...ray, angle: 0.3, meeting: 0.8 * all[0]!.at }, guess),
        ]
        const doubt = Math.abs(again.energy - check.energy) + Math.abs(again.width - check.width)
        if (doubt > 1e-5 * energy) continue
        expect(Math.abs(again.energy - energy)).toBeLessThan(3 * doubt + 1e-8 * Math.max(1, energy) + energyError)
        expect(Math.abs(again.width - width!)).toBeLessThan(3 * doubt + 1e-8 * Math.max(1, energy) + widthError!)
      }
    }),
    runs(15),
  )
})
