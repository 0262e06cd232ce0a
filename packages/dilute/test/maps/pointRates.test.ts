import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collisionTable, type CollisionTable } from '../../src/generator/index.js'
import { realChannelOf } from '../../src/maps/channelFunctions.js'
import { energyMaps } from '../../src/maps/energyMaps.js'
import { PointRates } from '../../src/maps/index.js'
import { manyLevelPanels } from '../../src/maps/manyLevels.js'
import { pairSums, type PairSums } from '../../src/maps/pairSums.js'
import { pairScales, type PointPanel } from '../../src/maps/panel.js'
import { panelNodes } from '../../src/maps/panelNodes.js'
import { Softness } from '../../src/maps/softness.js'
import { threeLevelPanels } from '../../src/maps/threeLevels.js'
import { ArrayRoom, complexZeros, nestedClenshawCurtis } from '../../src/numerics/index.js'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  scatteringLengths,
  thermalGas,
  type ContactInteraction,
  type Dimension,
  type System,
} from '../../src/model/index.js'
import { maxwellianRates, gasRates } from '../../src/generator/index.js'
import { contactScatterer, setCoupling } from '../../src/scattering/index.js'
import type { RateTable } from '../../src/rates/index.js'
import { around, hermitian } from '../support/models.js'
import { patience, runs } from '../support/runs.js'

interface Drawn {
  readonly system: System
  readonly dots: readonly number[]
  readonly beta: number
  readonly mass: number
  readonly dimension: Dimension
}

const interactionOf = ({ dots, dimension }: Drawn): ContactInteraction =>
  dimension === 1 ? contactStrengths({ strengths: dots }) : scatteringLengths({ dimension, scatteringLengths: dots })

/** 1/B, docs/theory.md §5.2. */
const inverses = ({ dots, dimension, mass }: Drawn): Float64Array =>
  Float64Array.from(dots, (dot) => {
    if (dimension === 1) return dot
    return dimension === 3 ? (2 * Math.PI * dot) / mass : -Math.PI / (mass * Math.log(dot))
  })

function adaptive(drawn: Drawn): RateTable {
  const { system, mass, beta, dimension } = drawn
  const table: CollisionTable = collisionTable(contactScatterer({ system, interaction: interactionOf(drawn), mass }), {
    betas: [beta],
    relativeError: 1e-11,
  })
  return gasRates(table, thermalGas({ dimension, mass, beta, density: 1 }))
}

/** Null where the rule does not reach the tolerance; by itself, or as one of several strengths of the last dot. */
function fixed(drawn: Drawn, tolerance: number, along = false): RateTable | null {
  const { system, mass, beta, dimension } = drawn
  const strengths = inverses(drawn)
  const varied = { dot: strengths.length - 1, strengths: Float64Array.of(0.5, 1, strengths.at(-1)!) }
  const engine = new PointRates(system, { dimension, mass, beta }, tolerance, along ? varied : undefined)
  const integrals = engine.integrals(strengths, 2)
  return integrals && maxwellianRates(system, integrals, thermalGas({ dimension, mass, beta, density: 1 }))
}

/** Within both bars, and the bars within the tolerance; false where either way does not reach it. */
function expectEqual(drawn: Drawn, tolerance: number): boolean {
  const careful = adaptive(drawn)
  const found = [fixed(drawn, tolerance), fixed(drawn, tolerance, true)]
  for (const rates of found) if (rates) expectWithin(rates, careful, tolerance)
  return found.every((rates) => rates !== null)
}

function expectWithin(rates: RateTable, careful: RateTable, tolerance: number): void {
  rates.values.forEach((value, pair) => {
    expect(Math.abs(value - careful.values[pair]!)).toBeLessThanOrEqual(rates.errors[pair]! + 2 * careful.errors[pair]!)
    // what the levels are uncertain by is not the rule's
    expect(rates.errors[pair]!).toBeLessThanOrEqual(tolerance * value + 3 * careful.errors[pair]!)
  })
}

const single = (system: System): boolean =>
  system.levels.every((level, k) => k === 0 || level - system.levels[k - 1]! > 1e-3)

function models(dimension: Dimension, most: number): fc.Arbitrary<Drawn> {
  const dot = { 1: around(-2, 2), 2: around(0.1, 0.9), 3: around(-2, 2).filter((a) => Math.abs(a) > 0.05) }[dimension]
  return fc.integer({ min: 2, max: most }).chain((n) =>
    fc.record({
      system: hermitian(n).map(hamiltonianSystem).filter(single),
      dots: fc.array(dot, { minLength: n, maxLength: n }),
      beta: around(0.2, 6),
      mass: around(0.3, 2),
      dimension: fc.constant(dimension),
    }),
  )
}

const tunneling = -1 / (2 * Math.sqrt(3))
const flux = around(0.01, 1.49).filter((quanta) => Math.abs((2 * quanta) % 1) > 0.01)
const ring = (sites: number): fc.Arbitrary<System> =>
  flux.map((quanta) => ringSystem({ sites, tunneling, flux: quanta }))

/** Nearly equal attractive wells: resonances of any width. */
const wells = fc
  .record({ system: ring(3), v: around(-0.2, 0.2) })
  .map(({ system, v }): Drawn => ({ system, dots: [-1, -1 + v, -1], beta: 2, mass: 1, dimension: 1 }))
const mixed = fc
  .record({ system: ring(3), v: around(-2, 2) })
  .map(({ system, v }): Drawn => ({ system, dots: [-1, v, -1.5], beta: 2, mass: 1, dimension: 1 }))

describe('rates from the fixed rule are those of the adaptive table, within both bars', () => {
  test.each([
    ['three levels on a line', models(1, 3), 1e-8, 150],
    ['three levels in space', models(3, 3), 1e-8, 80],
    ['levels in the plane', models(2, 4), 1e-6, 30],
    ['up to eight levels on a line', models(1, 8), 1e-8, 40],
    ['up to six levels in space', models(3, 6), 1e-8, 30],
    ['one attractive dot', mixed, 1e-8, 150],
    ['nearly equal wells', wells, 1e-8, 200],
    ['a loose tolerance', models(1, 4), 1e-3, 60],
  ] as const)(
    '%s',
    (_, drawn, tolerance, count) => {
      let [reached, all] = [0, 0]
      fc.assert(
        fc.property(drawn, (each) => {
          all++
          if (expectEqual(each, tolerance)) reached++
        }),
        runs(count),
      )
      expect(reached / all).toBeGreaterThan(0.9)
    },
    patience(60),
  )
})

/** From far below all other scales to far above them. */
const decades = (from: number, to: number): fc.Arbitrary<number> => around(from, to).map((x) => 10 ** x)

/** Models of which a level is coupled so softly that its waves are held back in a thin layer at its threshold. */
function thinLayers(dimension: 1 | 3): fc.Arbitrary<Drawn> {
  const dot = fc.tuple(decades(-3, 2), fc.constantFrom(-1, 1)).map(([size, sign]) => sign * size)
  return fc
    .integer({ min: 2, max: 3 })
    .chain((n) =>
      fc.record({
        system: hermitian(n).map(hamiltonianSystem).filter(single),
        dots: fc.array(dot, { minLength: n, maxLength: n }),
        beta: decades(-2, 2),
        mass: decades(-2, 2),
        dimension: fc.constant(dimension),
      }),
    )
    .filter((drawn) => {
      const size = new Softness(drawn.system, drawn).of(inverses(drawn))
      return size > 1e-4 && size < 0.06
    })
}

test.each([
  [1, 1e-4],
  [1, 1e-6],
  [3, 1e-4],
] as const)(
  'thin layers at thresholds are in the bars, in dimension %i at a tolerance of %d',
  (dimension, tolerance) => {
    let reached = 0
    fc.assert(
      fc.property(thinLayers(dimension), (each) => {
        if (expectEqual(each, tolerance)) reached++
      }),
      runs(200),
    )
    expect(reached).toBeGreaterThan(100)
  },
  patience(60),
)

/** Lengths from far below a wave's to far above. */
const planes = (most: number): fc.Arbitrary<Drawn> =>
  fc
    .record({ drawn: models(2, most), decades: fc.array(around(-1.3, 1.3), { minLength: most, maxLength: most }) })
    .map(({ drawn, decades }) => ({ ...drawn, dots: drawn.dots.map((_, dot) => 10 ** decades[dot]!) }))
    .filter(({ dots }) => dots.every((dot) => dot !== 1))

test.each([1e-3, 1e-5])(
  'in the plane bars hold along a smooth way from one length to another, tolerance %d',
  (tolerance) => {
    fc.assert(
      fc.property(planes(4), fc.constantFrom(0.01, 0.1, 1), (drawn, beta) => {
        for (const factor of [0.5, 0.7, 1.1, 1.6, 2.3]) {
          const dots = drawn.dots.with(0, factor * drawn.dots[0]!)
          if (!dots.includes(1)) expectEqual({ ...drawn, beta, dots }, tolerance)
        }
      }),
      runs(40),
    )
  },
  patience(60),
)

test('in the plane bars hold where the difference of both rules passes through zero', () => {
  const system = ringSystem({ sites: 3, tunneling: -0.558, flux: 0, onsite: [-0.462, -0.01, 0.126] })
  for (let length = 3; length <= 15; length += 0.3)
    expect(expectEqual({ system, dots: [length, 5.01, 0.546], beta: 6.15, mass: 1.9, dimension: 2 }, 1e-5)).toBe(true)
})

test('where a resonance hides between the nodes, rates are right and would not be without its pole', () => {
  const narrow: Drawn = {
    system: ringSystem({ sites: 3, tunneling, flux: 0.75 }),
    dots: [-1, -0.93, -1],
    beta: 2,
    mass: 1,
    dimension: 1,
  }
  expect(expectEqual(narrow, 1e-8)).toBe(true)
})

test('a dot without strength leaves a rule that agrees with the adaptive table', () => {
  const system = ringSystem({ sites: 3, tunneling, flux: 0.3 })
  for (const dots of [
    [0, 1, 1.5],
    [0, 0, 2],
    [1e4, 1, 1],
  ])
    expect(expectEqual({ system, dots, beta: 2, mass: 1, dimension: 1 }, 1e-8)).toBe(true)
})

test.each([[[1e6, 1, -1, 0.5]], [[1e5, 1e-2, 1, 1]], [[1e7, 0, 1, 1]]])(
  'of strengths as different as %j the bar ' + 'tells what digits are lost',
  (dots) => {
    const drawn: Drawn = {
      system: ringSystem({ sites: 4, tunneling: -1, flux: 0.3 }),
      dots,
      beta: 2,
      mass: 1,
      dimension: 1,
    }
    const careful = adaptive(drawn)
    for (const along of [false, true]) {
      const rates = fixed(drawn, 1e-3, along)!
      rates.values.forEach((value, pair) => {
        expect(Math.abs(value - careful.values[pair]!)).toBeLessThanOrEqual(rates.errors[pair]! + careful.errors[pair]!)
      })
    }
  },
)

test.each([[[1, 1, 1]], [[-0.7, -0.7, -0.7]], [[1, 1, 1 + 1e-15]], [[2, 2, 2, 2]]])(
  'dots that are alike, %j, change no level: what is left of the rates is not taken for them',
  (dots) => {
    const system = ringSystem({ sites: dots.length, tunneling, flux: 0.3 })
    for (const along of [false, true])
      expect(fixed({ system, dots, beta: 2, mass: 1, dimension: 1 }, 1e-3, along)).toBeNull()
  },
)

test('three levels by minors are those of elimination', () => {
  fc.assert(
    fc.property(
      models(1, 3).filter(({ system }) => system.sites === 3),
      ({ system, dots, beta, mass }) => {
        const nodes = energyMaps(system.levels, mass, beta).map((map) =>
          panelNodes(map, realChannelOf(1, mass), nestedClenshawCurtis(64)),
        )
        const matrix = complexZeros(3, 3)
        setCoupling(system, Float64Array.from(dots), matrix)
        const of = (panels: readonly PointPanel[]): PairSums => {
          const sums = pairSums(3)
          for (const panel of panels) panel.add({ strengths: Float64Array.from(dots), matrix }, sums)
          return sums
        }
        const scales = nodes.map((each) => pairScales(each, system.levels, beta))
        const [minors, elimination] = [
          of(threeLevelPanels(nodes, scales, system)),
          of(manyLevelPanels(3, nodes, scales)),
        ]
        const largest = Math.max(...elimination.fine)
        minors.fine.forEach((value, pair) => {
          expect(Math.abs(value - elimination.fine[pair]!)).toBeLessThan(1e-9 * largest)
        })
      },
    ),
    runs(60),
  )
})

test('a tolerance below rounding is not reached, and says so', () => {
  const drawn: Drawn = {
    system: ringSystem({ sites: 3, tunneling, flux: 0.75 }),
    dots: [1, 0.7, 1.5],
    beta: 2,
    mass: 1,
    dimension: 1,
  }
  expect(fixed(drawn, 1e-16)).toBeNull()
})

describe('one engine gives what a new one gives for the same strengths, whatever it was asked before', () => {
  test.each([
    [2, 1],
    [3, 1],
    [4, 1],
    [5, 1],
    [8, 1],
    [3, 2],
    [4, 2],
    [3, 3],
    [4, 3],
  ] as const)('%i levels in %i dimensions', (n, dimension) => {
    const strengths = fc.array(around(0.1, 2), { minLength: n, maxLength: n }).map((v) => Float64Array.from(v))
    const engine = (system: System): PointRates => new PointRates(system, { dimension, mass: 1, beta: 1.3 }, 1e-8)
    fc.assert(
      fc.property(hermitian(n), strengths, strengths, (h, first, second) => {
        const system = hamiltonianSystem(h)
        fc.pre(system.groups.length === n)
        const [used, fresh] = [engine(system), engine(system)]
        used.integrals(first)
        expect(used.integrals(second)).toEqual(fresh.integrals(second))
      }),
      { numRuns: 30 },
    )
  })

  test.each([
    [3, 1],
    [3, 2],
    [3, 3],
    [4, 1],
    [6, 3],
  ] as const)('nor on whose room they take over: %i levels in %i dimensions', (n, dimension) => {
    const strengths = fc.array(around(0.1, 2), { minLength: n, maxLength: n }).map((v) => Float64Array.from(v))
    fc.assert(
      fc.property(hermitian(n), hermitian(n), strengths, fc.boolean(), (h, before, v, along) => {
        const [system, other] = [hamiltonianSystem(h), hamiltonianSystem(before)]
        fc.pre(system.groups.length === n && other.groups.length === n)
        const room = new ArrayRoom()
        const varied = along ? { dot: 1, strengths: Float64Array.of(v[1]!, 0.3) } : undefined
        const place = along ? 0 : undefined
        const engine = (of: System, beta: number, own?: ArrayRoom): PointRates =>
          new PointRates(of, { dimension, mass: 1, beta }, 1e-8, varied, own)
        engine(other, 0.4, room).integrals(v, place)
        room.clear()
        expect(engine(system, 1.3, room).integrals(v, place)).toEqual(engine(system, 1.3).integrals(v, place))
      }),
      { numRuns: 30 },
    )
  })
})
