import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centralInteraction,
  functionPotential,
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  ringSystem,
  squarePotential,
  type Potential,
} from '../../src/model/index.js'
import { channelScatterer, partialWaves, type PartialWaves, type Pole } from '../../src/scattering/index.js'
import { gaussLegendre } from '../../src/numerics/index.js'
import { readStudy, scatterStudy } from '../../src/study/index.js'
import { around, hermitian } from '../support/models.js'

const one = hamiltonianSystem([[[0, 0]]])
const about = (potential: Potential, mass = 1, core = 0): PartialWaves =>
  partialWaves({ system: one, mass, interaction: centralInteraction({ potentials: [potential], core }) })
const barrier = (to: number, mass: number): PartialWaves =>
  about(functionPotential({ value: (r) => 7.5 * r * r * Math.exp(-r), from: 0, to }), mass)

describe('behind 7.5 r² e^{−r}', () => {
  test('a particle of mass 1 is held once, wherever the potential is said to end', () => {
    for (const to of [60, 137, 1000]) {
      const { list, complete } = barrier(to, 1).resonanceList(0, 0, 0, 5)
      expect(list).toHaveLength(1)
      expect(list[0]!.energy).toBeCloseTo(3.42639031015, 10)
      expect(list[0]!.width).toBeCloseTo(0.02554896119, 10)
      expect(complete).toBe(true)
    }
  })

  test('one of mass 5 up to the top, at 4.06, and once beyond', () => {
    for (const to of [60, 250]) {
      const { list, complete } = barrier(to, 5).resonanceList(0, 0, 0, 5)
      expect(list.map(({ energy }) => energy)).toEqual([
        expect.closeTo(1.916656688, 9),
        expect.closeTo(3.579242448, 9),
        expect.closeTo(4.33888, 3),
      ])
      expect(list.map(({ width }) => width)).toEqual([
        expect.closeTo(9.546e-12, 15),
        expect.closeTo(1.51608524e-3, 10),
        expect.closeTo(0.47667, 3),
      ])
      expect(complete).toBe(true)
    }
  })

  test('the list says how far it goes, and goes on with what is narrow', () => {
    const { list, complete } = barrier(60, 1).resonanceList(0, 0, 0, 12)
    expect(list).toHaveLength(1)
    expect(complete).toMatchObject({
      upTo: expect.any(Number) as number,
      reason: expect.stringContaining('wide resonances') as string,
    })
    expect((complete as { upTo: number }).upTo).toBeGreaterThan(4.06)
  })

  test('every energy and width is within its bar of that of a finer solution', () => {
    for (const { energy, energyError, width, widthError } of barrier(60, 5).resonanceList(0, 0, 0, 5).list) {
      const exact = barrier(90, 5)
        .resonanceList(0, 0, 0, 5)
        .list.reduce((a, b) => (Math.abs(b.energy - energy) < Math.abs(a.energy - energy) ? b : a))
      expect(Math.abs(exact.energy - energy)).toBeLessThanOrEqual(energyError + exact.energyError)
      expect(Math.abs(exact.width! - width!)).toBeLessThanOrEqual(widthError! + exact.widthError!)
    }
  })
})

describe('square wells behind square barriers', () => {
  /** Poles from the determinant of continuity at both steps, s-wave: none of the solver's machinery. */
  const mismatch = (
    x: number,
    y: number,
    [depth, height, a, b]: readonly [number, number, number, number],
  ): { re: number; im: number } => {
    const at = (v: number): C => root(2 * (x - v), 2 * y)
    const [q, p, k] = [at(depth), at(height), at(0)]
    const [s, c] = [csin(scale(q, a)), ccos(scale(q, a))]
    const [sp, cp] = [csin(scale(p, b - a)), ccos(scale(p, b - a))]
    const u = add(mul(s, cp), mul(mul(div(q, p), c), sp))
    const du = add(mul(mul(p, s), scale(sp, -1)), mul(mul(q, c), cp))
    return add(du, mul({ re: k.im, im: -k.re }, u))
  }

  test('the poles of the list satisfy the continuity of their waves, and every level of the well has one', () => {
    fc.assert(
      fc.property(around(-4, 2), around(4, 30), around(0.6, 2), around(0.1, 0.6), (depth, height, a, width) => {
        const shape = [depth, height, a, a + width] as const
        const value = about({
          ...squarePotential({ height, from: 0, to: a + width }),
          value: (r) => (r < a ? depth : r < a + width ? height : 0),
          breaks: [a, a + width],
        })
        const { list } = value.resonanceList(0, 0, 0.05, height * 0.9)
        for (const { energy, width: full, energyError } of list) {
          const here = mismatch(energy, -(full ?? 0) / 2, shape)
          const step = 1e-4 * Math.max(full ?? 0, 1e-3)
          const there = mismatch(energy + step, -(full ?? 0) / 2, shape)
          const slope = Math.hypot(there.re - here.re, there.im - here.im) / step
          expect(Math.hypot(here.re, here.im) / slope).toBeLessThan(1e-7 * Math.max(1, full ?? 0) + 10 * energyError)
        }
        const levels = quasiBound(shape).filter(
          (e) => e > 0.3 && e < height * 0.6 && 2 * width * Math.sqrt(2 * (height - e)) > 3,
        )
        for (const level of levels)
          expect(
            list.some(({ energy, width: full }) => Math.abs(energy - level) < 3 * (full ?? 0) + 0.15 * level),
          ).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  /** Levels of the well were the barrier endless: q cot qa = −p. */
  const quasiBound = ([depth, height, a]: readonly [number, number, number, number]): number[] => {
    const f = (e: number): number =>
      Math.sqrt(2 * (e - depth)) * Math.cos(Math.sqrt(2 * (e - depth)) * a) +
      Math.sqrt(2 * (height - e)) * Math.sin(Math.sqrt(2 * (e - depth)) * a)
    const grid = Array.from(
      { length: 4000 },
      (_, i) => Math.max(depth, 0) + 1e-9 + (i / 4000) * (height - Math.max(depth, 0)),
    )
    return grid.slice(1).flatMap((e, i) => (f(e) < 0 !== f(grid[i]!) < 0 ? [e] : []))
  }
})

interface C {
  re: number
  im: number
}
const add = (a: C, b: C): C => ({ re: a.re + b.re, im: a.im + b.im })
const mul = (a: C, b: C): C => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re })
const scale = (a: C, s: number): C => ({ re: a.re * s, im: a.im * s })
const div = (a: C, b: C): C => scale(mul(a, { re: b.re, im: -b.im }), 1 / (b.re ** 2 + b.im ** 2))
const csin = ({ re, im }: C): C => ({ re: Math.sin(re) * Math.cosh(im), im: Math.cos(re) * Math.sinh(im) })
const ccos = ({ re, im }: C): C => ({ re: Math.cos(re) * Math.cosh(im), im: -Math.sin(re) * Math.sinh(im) })
/** The root with a positive real part. */
const root = (re: number, im: number): C => {
  const larger = Math.sqrt((Math.hypot(re, im) + Math.abs(re)) / 2)
  return re >= 0
    ? { re: larger, im: im / (2 * larger) }
    : { re: Math.abs(im) / (2 * larger), im: im > 0 ? larger : -larger }
}

describe('against the delay', () => {
  test('a narrow resonance of the list holds a wave up by 2π in the area under the delay around it', () => {
    const rule = gaussLegendre(60)
    fc.assert(
      fc.property(around(6, 25), around(0.3, 0.6), around(0.4, 1.5), (height, width, mass) => {
        const waves = about(
          functionPotential({
            value: (r) => height * Math.exp(-(((r - 2) / width) ** 2)),
            from: 0,
            to: 8,
            ends: 'jump',
          }),
          mass,
        )
        for (const { energy, width: full } of waves.resonanceList(0, 0, 0, height).list) {
          if (full === null || full > 0.02 || full < 1e-7) continue
          const reach = 20 * full
          const offsets = Float64Array.from(
            rule.nodes,
            (t) => energy + (full / 2) * Math.tan(t * Math.atan((2 * reach) / full)),
          )
          const delays = waves.delayTimes(0, { level: 0, offsets })
          const area = delays.reduce(
            (sum, delay, i) =>
              sum +
              delay *
                rule.weights[i]! *
                (full / 2) *
                Math.atan((2 * reach) / full) *
                (1 + ((2 * (offsets[i]! - energy)) / full) ** 2),
            0,
          )
          expect(Math.abs(area - 4 * Math.atan((2 * reach) / full))).toBeLessThan(2 * reach * 6 * mass + 0.01)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('levels of a closed channel are told whatever their width, down to rounding', () => {
    fc.assert(
      fc.property(hermitian(2), fc.constantFrom(1e-1, 1e-3, 1e-5, 1e-7), (h, coupling) => {
        fc.pre(Math.hypot(...h[0]![1]!) > 0.1)
        const [re, im] = h[0]![1]!
        const system = hamiltonianSystem([
          [
            [0, 0],
            [coupling * re, coupling * im],
          ],
          [
            [coupling * re, -coupling * im],
            [3, 0],
          ],
        ])
        const potentials = [
          gaussianPotential({ height: -1, width: 0.6 }),
          gaussianPotential({ height: -6, width: 0.7, center: 0.1 }),
        ]
        const { list } = channelScatterer({
          system,
          mass: 1,
          interaction: potentialInteraction(potentials),
        }).resonanceList(0, 0, system.levels[1]! - system.levels[0]!)
        expect(list.length).toBeGreaterThanOrEqual(2)
        list.forEach(({ width, widthError }) => {
          expect(width === null ? widthError : widthError! < width).toBe(width === null ? null : true)
        })
      }),
      { numRuns: 16 },
    )
  })
})

test(
  'between three dots far apart, one in the lowest well of energies far above the levels, the others being as ' +
    'wide as they are apart',
  () => {
    const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
    const strengths = [1, 0.7, 1.5]
    const expected = [
      [2.6, 0.5438, 0.4269],
      [2.8, 0.4773, 0.3825],
      [3, 0.4345, 0.3373],
    ] as const
    for (const [apart, energy, width] of expected) {
      const potentials = strengths.map((v, i) =>
        gaussianPotential({ height: v / (0.3 * Math.sqrt(2 * Math.PI)), width: 0.3, center: (i - 1) * apart }),
      )
      const { list, complete } = channelScatterer({
        system,
        mass: 1,
        interaction: potentialInteraction(potentials),
      }).resonanceList(2, 0, 25)
      expect(complete).toBe(true)
      expect(list.map((one) => [one.energy, one.width])).toEqual([
        [expect.closeTo(energy, 4), expect.closeTo(width, 4)],
      ])
    }
  },
)

describe('poles from a guess', () => {
  const yukawa = about(
    functionPotential({
      value: (r) => (678.1 * Math.exp(-2.55 * r) - 166 * Math.exp(-0.68 * r)) / r,
      from: 0.001,
      to: 60,
      ends: ['inner', 'negligible'],
    }),
    1 / 55.294,
  )

  test('a broad one stays where it is, and guesses a hundredth off lead to it', () => {
    for (const [x, y] of [
      [1, 1],
      [1.01, 1],
      [0.99, 1.01],
      [1, 0.99],
    ] as const) {
      const pole = yukawa.pole(1, 0, { energy: 1.26661446 * x, width: 2 * 2.00233451 * y }) as Pole
      expect(pole.energy).toBeCloseTo(1.26661446, 6)
      expect(pole.width).toBeCloseTo(2 * 2.00233451, 6)
      expect(pole.artificial).toBe(false)
    }
  })

  test(
    'over a barrier V/cosh²(q/w) is at k = √(2mV − 1/4w²) − i/2w, wherever its tails are cut off, within a bar ' +
      'that is not idle',
    () => {
      const cases = fc.record({
        height: around(2, 30),
        mass: around(0.4, 2),
        width: around(0.6, 2),
        to: fc.constantFrom(30, 60, 200),
        off: around(-0.01, 0.01),
      })
      fc.assert(
        fc.property(cases, ({ height, mass, width, to, off }) => {
          const [a, b] = [Math.sqrt(2 * mass * height - 0.25 / width ** 2), 0.5 / width]
          fc.pre(a > 4 * b)
          const exact = { energy: (a * a - b * b) / (2 * mass), width: (2 * a * b) / mass }
          const potential = functionPotential({
            value: (q) => height / Math.cosh(q / width) ** 2,
            from: -to * width,
            to: to * width,
            ends: 'jump',
          })
          const scatterer = channelScatterer({ system: one, mass, interaction: potentialInteraction([potential]) })
          const pole = scatterer.pole(0, { energy: exact.energy * (1 + off), width: exact.width * (1 - off) }) as Pole
          expect(Math.abs(pole.energy - exact.energy)).toBeLessThanOrEqual(pole.energyError)
          expect(Math.abs(pole.width - exact.width)).toBeLessThanOrEqual(pole.widthError)
          expect(pole.energyError + pole.widthError).toBeLessThan(1e-9 * exact.energy)
          expect(pole.artificial).toBe(false)
        }),
        { numRuns: 12 },
      )
    },
  )

  test('those made by the end of a tail are said to be such', () => {
    const cut = about(functionPotential({ value: (r) => -20 / (1 + r ** 6), from: 0, to: 12, ends: 'jump' }))
    for (const off of [1, 1.005]) {
      const pole = cut.pole(0, 0, { energy: 3.9344 * off, width: 3.7743 * off }) as Pole
      expect(pole.energy).toBeCloseTo(3.934403536, 7)
      expect(pole.artificial).toBe(true)
    }
  })

  test('one too broad for double precision is refused with the reason', () => {
    expect(barrier(1000, 5).pole(0, 0, { energy: 4.8, width: 6 })).toEqual({
      reason: expect.stringContaining('grows by e^') as string,
    })
  })
})

describe('in results', () => {
  const study = readStudy(
    `
system: { hamiltonian: [[0]] }
gas: { dimension: 3, mass: 1, density: 1, beta: 1 }
interaction: { potentials: [{ expression: "7.5*r^2*exp(-r)", from: 0, to: 60 }] }`,
    { file: 'a.yaml' },
  )

  test('a list that ends early says of which wave', async () => {
    const { complete } = await scatterStudy(study, [12], { angularMomenta: { from: 0, to: 0 } })
    expect(complete.resonances).toMatchObject({
      upTo: expect.any(Number) as number,
      reason: expect.stringMatching(/^ℓ = 0: .*wide resonances/) as string,
    })
  })

  test(
    'resonances of every wave from the lowest level to a single energy, with errors, and poles asked ' + 'for',
    async () => {
      const { resonances, complete, poles } = await scatterStudy(study, [4], {
        poles: [
          { energy: 3.4, width: 0.03 },
          { energy: 4, width: 30 },
        ],
      })
      expect(resonances[0]).toMatchObject({
        angularMomentum: 0,
        energy: expect.closeTo(3.42639031, 8) as number,
        width: expect.closeTo(0.02554896, 8) as number,
      })
      expect(resonances.every(({ energyError, widthError }) => energyError < 1e-3 && widthError! < 1e-3)).toBe(true)
      expect(complete.resonances === true || complete.resonances.upTo! > 3).toBe(true)
      expect(poles![0]).toMatchObject({
        artificial: false,
        angularMomentum: 0,
        energy: expect.closeTo(3.42639031, 8) as number,
      })
      expect(poles![1]).toMatchObject({ reason: expect.any(String) as string })
    },
  )

  test('between two energies only what lies between them', async () => {
    expect(
      (await scatterStudy(study, [3.5, 4])).resonances.filter(({ angularMomentum }) => angularMomentum === 0),
    ).toEqual([])
  })
})
