import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyIntegrals, ruleError, type RateIntegrals } from '../../src/generator/index.js'
import { realChannelOf, type RealChannel } from '../../src/maps/channelFunctions.js'
import { energyMaps, reachFor, type EnergyMap } from '../../src/maps/energyMaps.js'
import { PointRates } from '../../src/maps/index.js'
import { plainPanel } from '../../src/maps/manyLevels.js'
import { pairScales } from '../../src/maps/panel.js'
import { lineNodes, panelNodes, type PanelNodes } from '../../src/maps/panelNodes.js'
import { pairSums, type PairSums } from '../../src/maps/pairSums.js'
import { PointLine, type VariedDot } from '../../src/maps/pointLine.js'
import { hasNearZero } from '../../src/maps/poles.js'
import type { Extremes, Precision } from '../../src/maps/precision.js'
import { hamiltonianSystem, type Dimension, type System } from '../../src/model/index.js'
import { ArrayRoom, complexZeros, lineRoom, nestedClenshawCurtis, type NestedRule } from '../../src/numerics/index.js'
import { setCoupling } from '../../src/scattering/index.js'
import { around, hermitian } from '../support/models.js'
import { patience, runs } from '../support/runs.js'

interface Drawn {
  readonly system: System
  readonly strengths: Float64Array
  readonly dot: number
  readonly along: Float64Array
  readonly dimension: Dimension
}

const drawn = fc.integer({ min: 2, max: 8 }).chain((n) =>
  fc.record({
    system: hermitian(n)
      .map(hamiltonianSystem)
      .filter(({ groups }) => groups.length === n),
    strengths: fc.array(around(-2, 2), { minLength: n, maxLength: n }).map((v) => Float64Array.from(v)),
    dot: fc.integer({ min: 0, max: n - 1 }),
    along: fc.array(around(-2, 2), { minLength: 1, maxLength: 2 * lineRoom }).map((v) => Float64Array.from(v)),
    dimension: fc.constantFrom<Dimension>(1, 2, 3),
  }),
)

const width = 2
const beta = 1.3

const nodesBy = <Nodes>(
  nodes: (map: EnergyMap, channel: RealChannel, rule: NestedRule) => Nodes,
  { system, dimension }: Drawn,
): Nodes[] =>
  energyMaps(system.levels, 1, beta, reachFor(1e-8)).map((map) =>
    nodes(map, realChannelOf(dimension, 1), nestedClenshawCurtis(32)),
  )

const nodesOf = (drawn: Drawn): PanelNodes[] => nodesBy(panelNodes, drawn)

/** No sums are too far off for it. */
function lineOf(each: Drawn, varied: VariedDot, precisionOf: (dots: Extremes) => Precision = () => exact) {
  const { system, dimension } = each
  const room = new ArrayRoom()
  const nodes = nodesBy((...from) => lineNodes(...from, room), each)
  const scales = nodes.map((each) => pairScales(each, system.levels, beta))
  const size = system.sites ** 2
  const bounds = { most: new Float64Array(size).fill(4), missing: new Float64Array(size).fill(1e-20) }
  const kind = { isRaw: dimension === 2, imaginary: dimension !== 2 }
  const open = { relativeError: Infinity, softness: { along: () => () => Infinity }, softest: 0 }
  const rule = { nodes, scales, width, thermal, precisionOf, ...open, ...bounds, ...kind }
  return PointLine.of(system, rule, varied, room)!
}

const exact = { rounding: 0, share: 1 }
/** As weak as which a dot without strength is. */
const thermal = 0.7

/** At one strength of the dot: strengths, the sums by elimination with pivots, and whether a pole may be missed. */
function plain({ system, strengths, dot }: Drawn, nodes: readonly PanelNodes[], v: number) {
  const n = system.sites
  const [at, w, sums] = [strengths.with(dot, v), complexZeros(n, n), pairSums(n)]
  setCoupling(system, at, w)
  let near = false
  for (const each of nodes) {
    const out = { ...pairSums(n), re: new Float64Array(each.count), im: new Float64Array(each.count) }
    plainPanel(n, each)(w, out)
    pairScales(each, system.levels, beta).forEach((scale, pair) => {
      sums.fine[pair]! += scale * out.fine[pair]!
      sums.coarse[pair]! += scale * out.coarse[pair]!
    })
    near ||= each.map.open < n && hasNearZero(each, out, width)
  }
  return { at, sums, near }
}

/** The largest sum of any dot on its own, where no amplitudes cancel: alike dots scatter from no level to another. */
const mostAlone = (each: Drawn, nodes: readonly PanelNodes[], at: Float64Array): number =>
  Math.max(
    ...Array.from(at, (v, dot) => Math.max(...plain({ ...each, strengths: at.map(() => 0), dot }, nodes, v).sums.fine)),
  )

/** Rounding of amplitudes is compared with the largest of all sums, `alone` included. */
function expectClose({ value, error }: RateIntegrals, { fine, coarse }: PairSums, alone: number, isRaw: boolean): void {
  const most = Math.max(alone, ...fine)
  value.forEach((found, pair) => {
    const rounding = 1e-11 * (Math.sqrt(most * fine[pair]!) + 1e-12 * most)
    expect(Math.abs(found - fine[pair]!)).toBeLessThanOrEqual(rounding)
    const difference = Math.abs(fine[pair]! - coarse[pair]!)
    const expected = isRaw ? difference : ruleError(fine[pair]!, coarse[pair]!)
    // where it is not the difference itself it grows no more than half as much again
    if (fine[pair]! > 0) expect(Math.abs(error[pair]! - expected)).toBeLessThanOrEqual(4 * rounding + 1e-19)
  })
}

const alike: Drawn = {
  system: hamiltonianSystem([
    [
      [0, 0],
      [0, 0.01],
    ],
    [
      [0, -0.01],
      [0, 0],
    ],
  ]),
  strengths: Float64Array.of(0, -0.06),
  dot: 0,
  along: Float64Array.of(-0.06, 0),
  dimension: 1,
}

test(
  'sums along a line of strengths are those of elimination, strength by strength, in any order',
  () => {
    let [found, all] = [0, 0]
    fc.assert(
      fc.property(drawn, (each) => {
        const nodes = nodesOf(each)
        const line = lineOf(each, { dot: each.dot, strengths: each.along })
        const out = emptyIntegrals(each.system.sites)
        for (const place of [each.along.length - 1, 0]) {
          const { at, sums, near } = plain(each, nodes, each.along[place]!)
          all++
          if (!line.reaches(at, place, out)) continue
          found++
          expect(near).toBe(false)
          expectClose(out, sums, mostAlone(each, nodes, at), each.dimension === 2)
        }
      }),
      { ...runs(150), examples: [[alike]] },
    )
    // so few nodes miss many poles
    expect(found / all).toBeGreaterThan(0.2)
  },
  patience(60),
)

test('a pole that may be missed is told of', () => {
  let told = 0
  fc.assert(
    fc.property(drawn, (each) => {
      const nodes = nodesOf(each)
      const line = lineOf(each, { dot: each.dot, strengths: each.along })
      const { at, near } = plain(each, nodes, each.along[0]!)
      if (!near) return
      told++
      expect(line.reaches(at, 0, emptyIntegrals(each.system.sites))).toBe(false)
    }),
    runs(60),
  )
  expect(told).toBeGreaterThan(5)
})

test('rounding is in the errors, of sums and of amplitudes that cancel', () => {
  const [rounding, share] = [1e-4, 0.1]
  let found = 0
  fc.assert(
    fc.property(drawn, (each) => {
      const varied = { dot: each.dot, strengths: each.along }
      const at = each.strengths.with(each.dot, each.along[0]!)
      const [plainly, rounded] = [exact, { rounding, share }].map((precision) => {
        const out = emptyIntegrals(each.system.sites)
        return lineOf(each, varied, () => precision).reaches(at, 0, out) ? out : null
      })
      if (!plainly || !rounded) return
      found++
      expect(rounded.value).toEqual(plainly.value)
      const n = each.system.sites
      rounded.value.forEach((value, pair) => {
        if (value === 0) return
        const larger = Math.max(value, rounded.value[(pair % n) * n + Math.floor(pair / n)]!)
        const floor = (rounding * share) ** 2 * 4
        const least = rounding * larger + 2 * Math.sqrt(larger * floor) + floor
        expect((rounded.error[pair]! - plainly.error[pair]!) / least).toBeGreaterThan(0.999)
      })
    }),
    runs(60),
  )
  expect(found).toBeGreaterThan(5)
})

test('one engine gives what a new one gives for the same strengths, whatever line it was on before', () => {
  fc.assert(
    fc.property(drawn, drawn, (each, other) => {
      const { system, dimension, dot, along } = each
      const engine = ({ system, dimension, dot, along }: Drawn): PointRates =>
        new PointRates(system, { dimension, mass: 1, beta }, 1e-6, { dot, strengths: along })
      const last = along.length - 1
      const first = each.strengths.with(dot, along[0]!)
      const second = each.strengths.map((v) => v / 2 + 0.1).with(dot, along[last]!)
      const used = engine(each)
      used.integrals(first, 0)
      engine(other).integrals(other.strengths.with(other.dot, other.along[0]!), 0)
      expect(used.integrals(second, last)).toEqual(engine({ ...each, system, dimension }).integrals(second, last))
      expect(used.integrals(first, 0)).toEqual(engine(each).integrals(first, 0))
    }),
    { numRuns: 30 },
  )
})

test('the digits that are lost are those of all dots together, at every strength', () => {
  fc.assert(
    fc.property(drawn, (each) => {
      const seen: Extremes[] = []
      const line = lineOf(each, { dot: each.dot, strengths: each.along }, (dots) => {
        seen.push(dots)
        return exact
      })
      line.reaches(each.strengths, 0, emptyIntegrals(each.system.sites))
      fc.pre(seen.length > 0)
      const sizesAt = (v: number): number[] => Array.from(each.strengths.with(each.dot, v), Math.abs)
      expect(seen).toEqual(
        Array.from(each.along.subarray(0, lineRoom), (v) => ({
          most: Math.max(...sizesAt(v)),
          least: Math.min(...sizesAt(v).map((size) => size || thermal)),
        })),
      )
    }),
  )
})

test('a strength has the same integrals to the last bit whatever others are on its line', () => {
  fc.assert(
    fc.property(drawn, around(-2, 2), (each, v) => {
      const along = (strengths: Float64Array): RateIntegrals | null => {
        const out = emptyIntegrals(each.system.sites)
        const line = lineOf(each, { dot: each.dot, strengths })
        return line.reaches(each.strengths.with(each.dot, v), strengths.length - 1, out) ? out : null
      }
      expect(along(Float64Array.of(...each.along, v))).toEqual(along(Float64Array.of(v)))
    }),
    { numRuns: 60 },
  )
})
