import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collisionTable, gasRates, maxwellianRates, type RateIntegrals } from '../../src/generator/index.js'
import { energyMaps } from '../../src/maps/energyMaps.js'
import { PointRates, SeparateRates, type SeparateInteraction } from '../../src/maps/index.js'
import { plainSites } from '../../src/maps/plainSites.js'
import { siteFunctions } from '../../src/maps/siteFunctions.js'
import { siteNodes } from '../../src/maps/sitePanel.js'
import { sitesOf } from '../../src/maps/sites.js'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  scatteringLengths,
  thermalGas,
  type System,
} from '../../src/model/index.js'
import {
  chebyshevRules,
  functionalCount,
  lineSumCount,
  siteLineSums,
  siteProbabilities,
  weightedSums,
  type SitePanel,
  type SiteProbabilities,
} from '../../src/numerics/index.js'
import { plainSums } from '../../src/numerics/siteProbabilities.js'
import type { RateTable } from '../../src/rates/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { around, conjugated, hermitian, type Matrix } from '../support/models.js'
import { patience, runs } from '../support/runs.js'

interface Drawn {
  readonly h: Matrix
  readonly dots: readonly number[]
  readonly positions: readonly (readonly number[])[]
  readonly beta: number
  readonly mass: number
}

const dimensionOf = ({ positions }: Drawn): 1 | 3 => (positions[0]!.length === 1 ? 1 : 3)

function interactionOf(drawn: Drawn): SeparateInteraction {
  const { dots, positions } = drawn
  if (dimensionOf(drawn) === 1) return contactStrengths({ strengths: dots, positions: positions.map(([q]) => q!) })
  return scatteringLengths({ dimension: 3, scatteringLengths: dots, positions }) as SeparateInteraction
}

/** 1/B, docs/theory.md section 5.2. */
const inverses = (drawn: Drawn): Float64Array =>
  Float64Array.from(drawn.dots, (dot) => (dimensionOf(drawn) === 1 ? dot : (2 * Math.PI * dot) / drawn.mass))

/** Null where the rule does not reach the tolerance; by itself, or as one of several strengths of the last dot. */
function integralsOf(drawn: Drawn, tolerance: number, along = false): RateIntegrals | null {
  const strengths = inverses(drawn)
  const last = strengths.at(-1)!
  const varied = { dot: strengths.length - 1, strengths: Float64Array.of(last - 0.3, last, last + 1.7) }
  const system = hamiltonianSystem(drawn.h)
  const engine = new SeparateRates(system, interactionOf(drawn), drawn, tolerance, along ? varied : undefined)
  return engine.integrals(strengths)
}

const gasOf = (drawn: Drawn) =>
  thermalGas({ dimension: dimensionOf(drawn), mass: drawn.mass, beta: drawn.beta, density: 1 })

function adaptive(drawn: Drawn): RateTable {
  const scatterer = contactScatterer({
    system: hamiltonianSystem(drawn.h),
    interaction: interactionOf(drawn),
    mass: drawn.mass,
  })
  return gasRates(collisionTable(scatterer, { betas: [drawn.beta], relativeError: 1e-11 }), gasOf(drawn))
}

/** Within both bars, and the bars within the tolerance; false where either way does not reach it. */
function expectCareful(drawn: Drawn, tolerance: number): boolean {
  const careful = adaptive(drawn)
  const found = [false, true].map((along) => {
    const integrals = integralsOf(drawn, tolerance, along)
    if (integrals)
      expectWithin(maxwellianRates(hamiltonianSystem(drawn.h), integrals, gasOf(drawn)), careful, tolerance)
    return integrals !== null
  })
  return found.every((each) => each)
}

function expectWithin(rates: RateTable, careful: RateTable, tolerance: number): void {
  rates.values.forEach((value, pair) => {
    expect(Math.abs(value - careful.values[pair]!)).toBeLessThanOrEqual(rates.errors[pair]! + 2 * careful.errors[pair]!)
    expect(rates.errors[pair]!).toBeLessThanOrEqual(tolerance * value + 3 * careful.errors[pair]!)
  })
}

/** Within the sum of both bars, pair by pair; `other` gives the pair of the second. */
function expectEqual(one: RateIntegrals, two: RateIntegrals, other = (pair: number): number => pair): void {
  one.value.forEach((value, pair) => {
    expect(Math.abs(value - two.value[other(pair)]!)).toBeLessThanOrEqual(one.error[pair]! + two.error[other(pair)]!)
  })
}

const single = ({ levels }: System): boolean => levels.every((level, k) => k === 0 || level - levels[k - 1]! > 1e-3)

/** Dots 0.01 to 10 apart, some at one point; attractive ones, and on a line some without strength. */
function models(dimension: 1 | 3, most: number, decades: readonly [number, number] = [-2, 1]): fc.Arbitrary<Drawn> {
  const any = around(-2, 2)
  const dot = dimension === 1 ? any : any.filter((a) => Math.abs(a) > 0.05)
  const point = fc.array(around(0, 1), { minLength: dimension, maxLength: dimension })
  return fc
    .integer({ min: 2, max: most })
    .chain((n) =>
      fc.record({
        h: hermitian(n).filter((h) => single(hamiltonianSystem(h))),
        dots: fc.array(dot, { minLength: n, maxLength: n }),
        unit: fc.array(point, { minLength: n, maxLength: n }),
        decade: around(...decades),
        beta: around(0.2, 6),
        mass: around(0.3, 2),
      }),
    )
    .map(({ unit, decade, ...rest }): Drawn => ({
      ...rest,
      positions: unit.map((r) => r.map((x) => x * 10 ** decade)),
    }))
}

function ringOf(flux: number, tunneling: number): Matrix {
  const { re, im } = ringSystem({ sites: 3, tunneling, flux }).hamiltonian
  return Array.from({ length: 3 }, (_, i) =>
    Array.from({ length: 3 }, (__, j): [number, number] => [re[3 * i + j]!, im[3 * i + j]!]),
  )
}

/** Nearly equal dots in a row: resonances of any width. */
const wells = (dimension: 1 | 3): fc.Arbitrary<Drawn> =>
  fc
    .record({
      flux: around(0.02, 1.48),
      tunneling: around(-1.5, 0),
      base: around(0.3, 2),
      decade: around(-2, 0.5),
      spread: around(-4, -0.5),
      signs: fc.tuple(fc.boolean(), fc.boolean()),
      beta: around(0.2, 6),
      mass: around(0.3, 2),
    })
    .map(({ flux, tunneling, base, decade, spread, signs, ...rest }): Drawn => ({
      ...rest,
      h: ringOf(flux, -(10 ** tunneling)),
      dots: [1, ...signs.map((up) => 1 + (up ? 1 : -1) * 10 ** spread)].map(
        (each) => each * (dimension === 1 ? -base : base),
      ),
      positions: [0, 1, 2].map((i) => Array.from({ length: dimension }, (_, c) => (c === 0 ? i * 10 ** decade : 0))),
    }))
    .filter(({ h }) => single(hamiltonianSystem(h)))

describe('rates from the fixed rule are those of the adaptive table, within both bars', () => {
  test.each([
    ['on a line', models(1, 4), 1e-8, 100, 0.95],
    ['in space', models(3, 4), 1e-8, 80, 0.95],
    ['up to six on a line', models(1, 6), 1e-6, 20, 0.9],
    ['up to six in space', models(3, 6), 1e-6, 15, 0.9],
    ['nearly equal on a line', wells(1), 1e-6, 80, 0.9],
    ['nearly equal in space', wells(3), 1e-6, 80, 0.9],
    ['with a loose tolerance', models(1, 4), 1e-3, 60, 0.95],
  ] as const)(
    '%s',
    (_, drawn, tolerance, count, share) => {
      let [reached, all] = [0, 0]
      fc.assert(
        fc.property(drawn, (each) => {
          all++
          if (expectCareful(each, tolerance)) reached++
        }),
        runs(count),
      )
      expect(reached / all).toBeGreaterThan(share)
    },
    patience(60),
  )
})

/** Far apart for how fast particles are: from a few waves between the outermost dots to thousands of them. */
const farApart = (dimension: 1 | 3): fc.Arbitrary<Drawn> =>
  fc
    .tuple(models(dimension, 3, [1, 2.3]), fc.constantFrom(0.05, 0.2, 1))
    .map(([drawn, beta]): Drawn => ({ ...drawn, beta }))

/** No two at one point, which would leave no waves. */
const apart = ({ positions }: Drawn): boolean => positions.every(([q], i) => i === 0 || q !== positions[0]![0])

test.each([
  ['on a line', farApart(1), 1e-3, 60],
  ['on a line', farApart(1), 1e-5, 60],
  ['in space', farApart(3), 1e-6, 8],
  ['in space', farApart(3), 1e-8, 8],
] as const)(
  'bars hold where dots are far apart %s, by rules with nodes enough for the waves or by none (%#)',
  (_, drawn, tolerance, count) => {
    fc.assert(
      fc.property(drawn.filter(apart), (each) => {
        expectCareful(each, tolerance)
      }),
      runs(count),
    )
  },
  patience(90),
)

/** @param reach how far apart the outermost are. */
const rowOf = (dimension: 1 | 3, reach: number, beta: number): Drawn => ({
  h: hamiltonian(
    [0, 0.5, -0.3],
    [
      [0.3, 0],
      [0, -0.1],
      [0.2, 0],
    ],
  ),
  dots: [1, 0.7, 1.5],
  positions: [0, 0.43, 1].map((part) => Array.from({ length: dimension }, (_, c) => (c === 0 ? reach * part : 0))),
  beta,
  mass: 1,
})

test.each([
  [3, 230, 0.2, 1e-8, true],
  [1, 230, 0.2, 1e-5, false],
  [1, 230, 0.02, 1e-3, false],
  [3, 3e4, 0.2, 1e-3, false],
  [1, 3e4, 6, 1e-3, false],
] as const)(
  'a rule is never taken for waves that it has too few nodes for: %iD, %d apart, β = %d, tolerance %d',
  (dimension, reach, beta, tolerance, isThere) => {
    const drawn = rowOf(dimension, reach, beta)
    if (isThere) expect(expectCareful(drawn, tolerance)).toBe(true)
    else for (const along of [false, true]) expect(integralsOf(drawn, tolerance, along)).toBeNull()
  },
)

/** Waves go to and fro many times: poles seem farther away than they are. */
const echoing: Drawn = {
  h: hamiltonian(
    [-0.09493865347467363, 0.23491630260832608, 0.13333668638952076],
    [
      [0.13026494826190174, 0.003790201968513429],
      [-0.06871914805378765, -0.08686348451301455],
      [0.05057365314569324, 0],
    ],
  ),
  dots: [-5.514577592360578, -26.559783588910786, -7.9576464273726755],
  positions: [[0], [69.10989893647847], [70.02587067663491]],
  beta: 3.7197554999952684,
  mass: 0.2907131804674501,
}

test.each([-5.570352499160872, -7.9576464273726755, -10.344940355584479])(
  'bars hold where waves echo between dots, the last of strength %d',
  (strength) => {
    expect(expectCareful({ ...echoing, dots: echoing.dots.with(2, strength) }, 1e-3)).toBe(true)
  },
)

type Triple<T> = readonly [T, T, T]

/** A matrix by its diagonal and its entries 10, 20, 21. */
function hamiltonian(diagonal: Triple<number>, below: Triple<readonly [number, number]>): Matrix {
  const [[a, b, c], [[p, q], [r, s], [t, u]]] = [diagonal, below]
  return [
    [
      [a, 0],
      [p, -q],
      [r, -s],
    ],
    [
      [p, q],
      [b, 0],
      [t, -u],
    ],
    [
      [r, s],
      [t, u],
      [c, 0],
    ],
  ]
}

const narrow: Drawn[] = [
  {
    h: hamiltonian(
      [-0.17, -0.87, 0.89],
      [
        [0.081, 0.066],
        [0.068, 0.037],
        [0.031, 0.054],
      ],
    ),
    positions: [[0.76], [1.02], [0.75]],
    dots: [-0.83, 0.9, -0.04],
    beta: 4.53,
    mass: 1.23,
  },
  {
    h: hamiltonian(
      [-0.4, 0.76, -0.33],
      [
        [0.047, 0.001],
        [0.054, -0.062],
        [-0.046, 0.005],
      ],
    ),
    positions: [
      [0.03, 0.02, 0.04],
      [0.03, 0.02, 0.04],
      [0.15, 0, 0.12],
    ],
    dots: [13.3, 17.4, -4.2],
    beta: 2.65,
    mass: 1.83,
  },
  {
    h: hamiltonian(
      [0.44, -0.62, -0.81],
      [
        [-0.038, 0.09],
        [0.047, 0.06],
        [0.002, -0.045],
      ],
    ),
    positions: [
      [0.07, 0.09, 0.09],
      [0.07, 0.09, 0.09],
      [0.02, 0.05, 0.05],
    ],
    dots: [14.7, 10.6, -7],
    beta: 0.77,
    mass: 0.45,
  },
]

test.each(narrow)(
  'where a resonance hides between the nodes, rates are right and would not be without its pole',
  (drawn) => {
    expect(expectCareful(drawn, 1e-6)).toBe(true)
  },
)

describe('laws', () => {
  test(
    'at one point they are the rates of PointRates',
    () => {
      fc.assert(
        fc.property(fc.oneof(models(1, 4), models(3, 4)), (drawn) => {
          const together = { ...drawn, positions: drawn.positions.map(() => drawn.positions[0]!) }
          const point = new PointRates(
            hamiltonianSystem(drawn.h),
            { dimension: dimensionOf(drawn), mass: drawn.mass, beta: drawn.beta },
            1e-8,
          ).integrals(inverses(drawn))
          const apart = integralsOf(together, 1e-8)
          fc.pre(point !== null && apart !== null)
          expectEqual(apart, point)
        }),
        runs(30),
      )
    },
    patience(30),
  )

  test(
    'flux reversal: with all phases turned round every rate is that of the way back',
    () => {
      fc.assert(
        fc.property(fc.oneof(models(1, 4), models(3, 4)), (drawn) => {
          const [one, other] = [integralsOf(drawn, 1e-9), integralsOf({ ...drawn, h: conjugated(drawn.h) }, 1e-9)]
          fc.pre(one !== null && other !== null)
          const n = drawn.dots.length
          expectEqual(one, other, (pair) => (pair % n) * n + Math.floor(pair / n))
        }),
        runs(30),
      )
    },
    patience(30),
  )

  test(
    'it does not matter where a dot without strength is, nor where the first of all is',
    () => {
      fc.assert(
        fc.property(models(1, 4), around(-3, 3), (drawn, q) => {
          const dots = [0, ...drawn.dots.slice(1)]
          const one = integralsOf({ ...drawn, dots }, 1e-9)
          const other = integralsOf(
            { ...drawn, dots, positions: drawn.positions.map(([x], i) => [i === 0 ? q : x! + 2]) },
            1e-9,
          )
          fc.pre(one !== null && other !== null)
          expectEqual(one, other)
        }),
        runs(30),
      )
    },
    patience(30),
  )
})

/** One stretch leaves a pole to a finer rule; what the others may err by is told from what it has found so far. */
const leftToFiner: Drawn = {
  h: [
    [
      [0, 0],
      [0, 0],
      [0, 0.44],
      [0, -0.26],
    ],
    [
      [0, 0],
      [0.12, 0],
      [-0.01, 0],
      [0, 0],
    ],
    [
      [0, -0.44],
      [-0.01, 0],
      [0, 0],
      [0, 0.04],
    ],
    [
      [0, 0.26],
      [0, 0],
      [0, -0.04],
      [0, 0],
    ],
  ],
  dots: [0, -0.01, -1.06, 0],
  positions: [[0.0803707535047818], [0], [0.7118552453280673], [0]],
  beta: 5.76,
  mass: 1.32,
}

test.each([
  ['by themselves', undefined],
  ['of one of them many strengths', { dot: 0, strengths: Float64Array.of(-2, 2) }],
])(
  'one engine gives what a new one gives for the same strengths, whatever it was asked before, dots %s',
  (_, varied) => {
    fc.assert(
      fc.property(models(1, 4), models(1, 4), (drawn, before) => {
        const engineOf = (each: Drawn): SeparateRates =>
          new SeparateRates(hamiltonianSystem(each.h), interactionOf(each), each, 1e-8, varied)
        const engine = engineOf(drawn)
        engine.integrals(Float64Array.from(drawn.dots, (__, i) => before.dots[i % before.dots.length]!))
        // another one takes the memory
        engineOf(before).integrals(inverses(before))
        const [first, ...others] = inverses(drawn)
        engine.integrals(Float64Array.of(first! / 2, ...others))
        expect(engine.integrals(inverses(drawn))).toEqual(engineOf(drawn).integrals(inverses(drawn)))
      }),
      { ...runs(30), examples: [[leftToFiner, narrow[0]!]] },
    )
  },
  patience(30),
)

test('a tolerance below rounding is not reached, and says so', () => {
  const drawn: Drawn = { h: ringOf(0.75, -0.3), dots: [1, 0.7, 1.5], positions: [[0], [1], [2]], beta: 2, mass: 1 }
  expect(integralsOf(drawn, 1e-16)).toBeNull()
  expect(integralsOf(drawn, 1e-10)).not.toBeNull()
})

const roomFor = ({ sites: n, open, count }: SitePanel): SiteProbabilities => ({
  probabilities: new Float64Array(open * (open - 1) * 2 * Math.ceil(count / 2)),
  floor: new Float64Array(n * n),
  re: new Float64Array(count),
  im: new Float64Array(count),
})

const unit = 1e-14

/** What WebAssembly gives and what elimination with pivots does. */
function both(panel: SitePanel, strengths: Float64Array): readonly [SiteProbabilities, SiteProbabilities] {
  const [fast, plain] = [roomFor(panel), roomFor(panel)]
  expect(siteProbabilities(panel, strengths, unit, fast)).toBe(true)
  plainSites(panel, strengths, unit, plain)
  return [fast, plain]
}

/** By functionals, pair after pair. */
function summed(
  sum: typeof weightedSums,
  { open }: SitePanel,
  { probabilities }: SiteProbabilities,
  table: Float64Array,
): Float64Array {
  const out = new Float64Array(open * (open - 1) * functionalCount)
  sum(probabilities, open * (open - 1), table, out)
  return out
}

test(
  'probabilities from WebAssembly are those with pivots, as far as their rounding says',
  () => {
    fc.assert(
      fc.property(fc.oneof(models(1, 6), models(3, 5)), fc.constantFrom(16, 18, 32), (drawn, order) => {
        const system = hamiltonianSystem(drawn.h)
        const sites = sitesOf(system, interactionOf(drawn))
        const functions = siteFunctions(dimensionOf(drawn), drawn.mass)
        const strengths = inverses(drawn)
        const { layers, rules } = chebyshevRules(order, 1)
        for (const map of energyMaps(system.levels, drawn.mass, drawn.beta)) {
          const panel = siteNodes(map, layers[0]!(), sites, drawn.mass, functions)
          const [fast, plain] = both(panel, strengths)
          const [table] = rules[0]!().tables as [Float64Array]
          const [one, two] = [summed(weightedSums, panel, fast, table), summed(plainSums, panel, plain, table)]
          let place = 0
          for (let pair = 0; pair < system.sites ** 2; pair++) {
            const [k, l] = [Math.floor(pair / system.sites), pair % system.sites]
            if (k === l || Math.max(k, l) >= map.open) continue
            const difference = Math.abs(one[place]! - two[place]!)
            const floor = (Math.sqrt(fast.floor[pair]!) + Math.sqrt(plain.floor[pair]!)) ** 2
            expect(difference).toBeLessThanOrEqual(2 * Math.sqrt(two[place]! * floor) + floor)
            place += functionalCount
          }
          const most = Math.max(...plain.re.map(Math.abs), ...plain.im.map(Math.abs))
          fast.re.forEach((value, node) => {
            expect(Math.hypot(value - plain.re[node]!, fast.im[node]! - plain.im[node]!)).toBeLessThan(1e-10 * most)
          })
        }
      }),
      runs(60),
    )
  },
  patience(30),
)

test(
  'between two strengths sums are those with pivots at every node, as far as their rounding says',
  () => {
    fc.assert(
      fc.property(
        fc.oneof(models(1, 6), models(3, 5)),
        fc.constantFrom(16, 18, 32, 80),
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(0, 0.3, 1),
        (drawn, order, count, place) => {
          const system = hamiltonianSystem(drawn.h)
          const sites = sitesOf(system, interactionOf(drawn))
          const functions = siteFunctions(dimensionOf(drawn), drawn.mass)
          const middle = inverses(drawn)
          const [least, most] = [middle.with(0, middle[0]! - place), middle.with(0, middle[0]! + 1 - place)]
          const { layers, rules } = chebyshevRules(order, count)
          const { nodes, tables } = rules[count - 1]!()
          for (const map of energyMaps(system.levels, drawn.mass, drawn.beta)) {
            const panels = layers.map((layer) => siteNodes(map, layer(), sites, drawn.mass, functions))
            const pairs = map.open * (map.open - 1)
            const out = {
              sums: new Float64Array(lineSumCount * pairs),
              determinants: { re: new Float64Array(nodes.length - 2), im: new Float64Array(nodes.length - 2) },
            }
            const lines = panels.map((panel) => ({ panel, ends: [least, most] as const }))
            // all may vanish: determinants are always filled
            const near = { inside: Infinity, ends: Infinity }
            expect(siteLineSums(lines, tables, place, near, out)).toBe(true)
            expectSums(panels, tables, middle, out.sums)
            expectDeterminants(panels, nodes, middle, out.determinants)
          }
        },
      ),
      runs(60),
    )
  },
  patience(60),
)

function expectSums(
  panels: readonly SitePanel[],
  tables: readonly Float64Array[],
  strengths: Float64Array,
  found: Float64Array,
): void {
  const { open, sites, modes } = panels[0]!
  const expected = new Float64Array(open * (open - 1) * functionalCount)
  const floors = new Float64Array(sites * sites)
  panels.forEach((panel, nth) => {
    const plain = roomFor(panel)
    plainSites(panel, strengths, unit, plain)
    weightedSums(plain.probabilities, open * (open - 1), tables[nth]!, expected)
    floors.forEach((each, pair) => {
      floors[pair] = each / 2 + plain.floor[pair]!
    })
  })
  for (let place = 0; place < open * (open - 1); place++) {
    const [k, rest] = [Math.floor(place / (open - 1)), place % (open - 1)]
    const pair = k * sites + (rest < k ? rest : rest + 1)
    const at = lineSumCount * place
    const value = expected[functionalCount * place]!
    const floor = (unit * Math.sqrt(found[at + functionalCount]!) + Math.sqrt(floors[pair]!)) ** 2
    const rounding = 2 * Math.sqrt(value * floor) + floor + 4e-16 * (modes ** 2 + 4) * found[at + functionalCount + 1]!
    for (let f = 0; f < functionalCount; f++) {
      // functionals beside the first may have larger factors than its weights are
      const share = f === 0 ? 1 : 8 * panels.at(-1)!.count
      expect(Math.abs(found[at + f]! - expected[functionalCount * place + f]!)).toBeLessThanOrEqual(share * rounding)
    }
  }
}

/** Of layers one after another, and by x ascending. */
function expectDeterminants(
  panels: readonly SitePanel[],
  nodes: Float64Array,
  strengths: Float64Array,
  { re, im }: { readonly re: Float64Array; readonly im: Float64Array },
): void {
  const expected = panels.flatMap((panel) => {
    const plain = roomFor(panel)
    plainSites(panel, strengths, unit, plain)
    return Array.from(plain.re, (x, node): [number, number] => [x, plain.im[node]!])
  })
  const ascending = expected.map((value, node) => ({ x: nodes[node]!, value })).sort((a, b) => a.x - b.x)
  const most = Math.max(...expected.map(([x, y]) => Math.hypot(x, y)))
  ascending.forEach(({ value: [x, y] }, node) => {
    // close to thresholds all but a part of 1/p cancels
    expect(Math.hypot(re[node]! - x, im[node]! - y)).toBeLessThan(1e-8 * most)
  })
}

test('sums over nodes in WebAssembly are those in JavaScript, and are added to what is there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 40 }), fc.gen(), (pairs, blocks, draw) => {
      const numbers = (count: number): Float64Array =>
        Float64Array.from(draw(fc.array, around(-1, 1), { minLength: count, maxLength: count }))
      const [probabilities, table] = [numbers(2 * pairs * blocks), numbers(2 * functionalCount * blocks)]
      const before = numbers(pairs * functionalCount)
      const [fast, plain] = [before.slice(), before.slice()]
      weightedSums(probabilities, pairs, table, fast)
      plainSums(probabilities, pairs, table, plain)
      fast.forEach((each, i) => {
        expect(Math.abs(each - plain[i]!)).toBeLessThan(1e-15 * 8 * (1 + 2 * blocks))
      })
    }),
    runs(40),
  )
})

test('where a pivot vanishes, rounding says so, and elimination with pivots does not mind', () => {
  // one node, two sites, two levels of one mode each; 1 − VA = [[0, −1], [−1, 1]], whose inverse is [[−1, −1], [−1, 0]]
  const numbers = [1, 0, 1, 0, 1, 0, 0, 0, /* X */ 1, 0, /* w, w′ */ 0.5, 0.5, /* 2πn */ 1, 1, /* R */ 1, 0, 0, 1]
  const panel: SitePanel = {
    sites: 2,
    open: 2,
    modes: 1,
    count: 1,
    states: Float64Array.of(1, 0, 0, 0, 0, 0, 1, 0),
    blocks: () => Float64Array.from(numbers.flatMap((x, e) => [x, e === 10 || e === 11 ? 0 : x])),
  }
  const [fast, plain] = both(panel, Float64Array.of(1, 1))
  expect(fast.floor[1]! <= 1e-6 * fast.probabilities[0]!).toBe(false)
  expect([...plain.probabilities]).toEqual([0.5, 0, 0.5, 0])
  expect(plain.floor[1]!).toBeLessThan(1e-24)
  expect([plain.re[0], Math.abs(plain.im[0]!)]).toEqual([-1, 0])
})
