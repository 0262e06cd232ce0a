import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/document.js'
import { colorReach, matrixCells } from '../../src/figures/matrix/matrixCells.js'
import { precisionCurves } from '../../src/demos/precision/precisionCurves.js'
import { flowCurves } from '../../src/figures/sweep/flowCurves.js'
import { insetData } from '../../src/figures/sweep/insetData.js'
import { choosePairs, ratioCurves } from '../../src/figures/sweep/ratioCurves.js'
import { axisTicks } from '../../src/figures/drawing/ticks.js'
import { statesOf } from '../../src/tell/states.js'
import type { PointResults, StudyResults, SweepPoint } from '../../src/study/results.js'
import {
  counted,
  degenerate,
  fig1,
  manyLevels,
  noRates,
  pointOf,
  severalGases,
  sweepOver,
  sweepThrough,
  threeLevels,
  undecidedAt,
  withLogRatios,
} from './samples.js'
import { expectTextsWhole } from './textBoxes.js'

/** What figures show of points where levels coincide, ratios overflow, error bars decide nothing, or all is zero. */

const draw = async (results: StudyResults): Promise<string> => drawDetailedBalance(results, await nodeDocument())
const texts = (svg: string): string =>
  expectTextsWhole(svg)
    .texts.map(({ text }) => text)
    .join(' ')
const fluxes = Array.from({ length: 41 }, (_, i) => i / 40)
const fluxOf = (point: SweepPoint): number => point.set['system.ring.flux']!
const ring = (flux: number): PointResults =>
  flux === 0.5 ? degenerate(manyLevels(3, 2, 0.3), [[0, 1], [2]]) : manyLevels(3, 2, flux)
const throughHalf = sweepOver({ 'system.ring.flux': fluxes }, (set) => ring(set['system.ring.flux']!))
/** Pieces of each thick curve. */
const pieces = (svg: string): number[] =>
  [...svg.matchAll(/stroke-width="1\.7"[^>]*aria-label="line"[^>]*><path d="([^"]*)"/g)].map(
    ([, path]) => path!.split('M').length - 1,
  )
const triangles = (svg: string): number =>
  (/<g[^>]*aria-description="levels coincide"[^>]*>(.*?)<\/g>/.exec(svg)?.[1]?.match(/<path/g) ?? []).length

describe('where levels coincide at some points of a sweep', () => {
  it('no curve goes through them, whatever points they are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 }), (equal) => {
        const points = fluxes.slice(0, 10).map((flux, i): SweepPoint => ({
          ...(equal.includes(i) ? degenerate(manyLevels(3), [[0, 1], [2]]) : manyLevels(3, 2, flux + 0.1)),
          set: { 'system.ring.flux': flux },
        }))
        for (const { points: curve } of ratioCurves(points, choosePairs(points), fluxOf)) {
          curve.forEach(({ y }, i) => {
            expect(Number.isNaN(y)).toBe(equal.includes(i))
          })
        }
      }),
    )
  })

  it('each curve is drawn in two pieces, with a triangle between them and the reason below', async () => {
    const svg = await draw(throughHalf)
    expect(pieces(svg)).toEqual([2, 2, 2])
    expect(triangles(svg)).toBe(1)
    expect(texts(svg)).toContain('Triangles: levels − and 0 coincide at φ = 0.5: no ratio between them.')
    expect(texts(svg)).not.toContain('both rates vanish')
  })

  it('so in every plot of two parameters', async () => {
    const svg = await draw(
      sweepOver({ 'gas.density': [1, 2], 'system.ring.flux': fluxes }, (set) => ring(set['system.ring.flux']!)),
    )
    expect(pieces(svg)).toEqual(Array(6).fill(2))
    expect(texts(svg).match(/coincide at φ = 0\.5:/g)).toHaveLength(1)
  })

  it('the inset of (30a) and (30b) has a gap there, and stays', () => {
    const inset = insetData(throughHalf.points, fluxOf)!
    for (const { left, right } of inset.conditions)
      expect([left[20]!.y, right[20]!.y, left[21]!.y > -Infinity]).toEqual([NaN, NaN, true])
  })

  it('currents and the precision have gaps too', () => {
    const beams = throughHalf.points.map((point) => ({ ...counted(point), beta: null, baths: {} }))
    for (const { points: curve } of flowCurves(beams, fluxOf).flows)
      expect(curve.filter(({ y }) => Number.isNaN(y)).map(({ x }) => x)).toEqual([0.5])
    const points = throughHalf.points.map((point) =>
      fluxOf(point) === 0.5 ? { ...point, counting: null } : counted(point),
    )
    const { precision } = precisionCurves(points, fluxOf)
    expect(precision.map(({ y }) => Number.isNaN(y)).indexOf(true)).toBe(20)
    expect(precision[0]!.y).toBeCloseTo((2 * 1.5e-3 ** 2) / 3e-2, 12)
  })
})

describe('where levels coincide all along', () => {
  const sweep = sweepOver({ 'gas.beta': [1, 2, 3] }, (set) =>
    degenerate(manyLevels(4, set['gas.beta']), [[0, 1], [2], [3]]),
  )

  it('the curves are of groups, whole, and the sheet says so', async () => {
    const svg = await draw(sweep)
    expect(pieces(svg)).toEqual([1, 1, 1])
    for (const label of ['I(2, {0,1})', 'I(3, {0,1})', 'I(2, 3)', 'Levels 0 and 1 coincide all ' + 'along.'])
      expect(texts(svg)).toContain(label)
  })

  it('the matrix of one point is of groups', async () => {
    const shown = texts(await draw(sweep.points[0]!))
    for (const label of ['{0,1}', 'from group l', 'Levels 0 and 1 coincide: no ratio between ' + 'them.'])
      expect(shown).toContain(label)
    expect(statesOf(sweep.points[0]!).names).toEqual(['{0,1}', '2', '3'])
  })

  it('many wide names stay apart', async () => {
    texts(await draw(degenerate(manyLevels(12), [[0, 1, 2, 3], [4, 5], [6], [7, 8, 9], [10, 11]])))
    texts(await draw(degenerate(manyLevels(14), [[0, 1], [2], [3], [4], [5], [6], [7], [8], [9, 10], [11], [12, 13]])))
  })

  it('a single group, which has no pairs, is drawn as its level and population', async () => {
    const shown = texts(await draw(degenerate(manyLevels(3), [[0, 1, 2]])))
    for (const label of ['{−,0,+}: p = 1.000', 'populations', 'energy E', 'Levels −, 0 and + coincide.'])
      expect(shown).toContain(label)
  })
})

describe('gaps', () => {
  const withGap = (point: PointResults): SweepPoint[] =>
    fig1.points.map((one, i) => (i === 3 ? { ...point, set: one.set } : one))
  const noRatio = { ratio: noRates.detailedBalance.ratio, logRatio: noRates.detailedBalance.logRatio }
  const silent: PointResults = { ...threeLevels, detailedBalance: { ...threeLevels.detailedBalance, ...noRatio } }

  it.each([
    ['both rates vanish', noRates, 'because both rates vanish'],
    [
      'the results give a reason',
      { ...silent, reasons: { 'detailedBalance.logRatio': 'the rates are not told from zero' } },
      'since the rates are not told from zero',
    ],
    ['the results are silent', silent, 'and the results do not say why'],
  ] as const)('are explained truly where %s', async (_, point, reason) => {
    expect(texts(await draw(sweepThrough(withGap(point))))).toContain(`Gaps: I has no value there, ${reason}.`)
    expect(texts(await draw(point))).toContain(`Grey fields off the diagonal have no value, ${reason}.`)
  })
})

describe('ratios beyond an axis', () => {
  const cold = sweepOver({ 'gas.beta': [10, 100, 1000, 4000] }, (set) => {
    const b = set['gas.beta']!
    return withLogRatios(threeLevels, [
      [null, -3 * b, b],
      [3 * b, null, b / 2],
      [-b, -b / 2, null],
    ])
  })

  it('are drawn by their logarithms on a linear axis', async () => {
    const choice = choosePairs(cold.points)
    expect(choice.drawn).toBe('logarithm')
    expect(ratioCurves(cold.points, choice, (point) => point.set['gas.beta']!)[0]!.points.map(({ y }) => y)).toEqual([
      30, 300, 3000, 12000,
    ])
    const svg = await draw(cold)
    expect(texts(svg)).toContain('ln I(k, l)')
    expect(texts(svg)).toMatch(/10000.*−|−.*10000/)
    expect(pieces(svg)).toEqual([1, 1, 1])
    expect(svg).not.toMatch(/NaN|Infinity/)
  })

  it('are themselves as long as an axis holds them', () => {
    expect(choosePairs(sweepOver({ 'gas.beta': [1, 2] }, () => manyLevels(3, 2, 90)).points).drawn).toBe('ratio')
  })

  it('are coloured and written in the matrix of one point', async () => {
    const shown = texts(await draw(cold.points[3]!))
    for (const label of ['−12000', '4000.00', 'ln I(k, l)']) expect(shown).toContain(label)
  })
})

describe('what the error bars leave open', () => {
  const open = undecidedAt(threeLevels, [[1, 0]])

  it('is a question mark in a field of no colour of the scale, and no violation sets the scale', async () => {
    const states = statesOf(open),
      reach = colorReach(open, states)
    expect(reach).toBe(0.1)
    const cells = matrixCells(open, states, reach).filter(({ text }) => text === '?')
    expect(cells.map(({ k, l }) => [k, l])).toEqual([
      [0, 1],
      [1, 0],
    ])
    expect(new Set(cells.map(({ color }) => color)).size).toBe(1)
    expect(texts(await draw(open))).toContain('Fields with ?: the error bars decide nothing.')
  })

  it('is a colour where fields are too small for letters', async () => {
    const shown = texts(await draw(undecidedAt(manyLevels(13), [[1, 0]])))
    expect(shown).not.toContain('?')
    expect(shown).toContain('Pale yellow fields: the error bars decide nothing.')
  })

  it('is counted below a sweep, and its bar is drawn', async () => {
    const svg = await draw(sweepThrough(fig1.points.map((point, i) => (i === 2 ? { ...open, set: point.set } : point))))
    expect(texts(svg)).toContain('At 1 of 7 points it is undecided whether detailed balance holds')
    expect(svg).toMatch(/aria-label="rule"[^>]*stroke="#0067a5"|stroke="#0067a5"[^>]*aria-label="rule"/)
    expect(await draw(fig1)).not.toMatch(
      /aria-label="rule"[^>]*stroke="#0067a5"|stroke="#0067a5"[^>]*aria-label="rule"/,
    )
  })

  it('does not call for the inset, which is of broken detailed balance', () => {
    const points = fig1.points.map((point) => ({
      ...point,
      detailedBalance: { ...point.detailedBalance, holds: null },
    }))
    expect(insetData(points, () => 1)).toBeNull()
  })
})

describe('zero', () => {
  it('is 0 in fields and curves that are zero within their error bars', async () => {
    const balanced = pointOf(
      [0, 1, 2],
      [
        [0, 1, 1],
        [Math.exp(-2) * (1 + 1e-13), 0, 1],
        [Math.exp(-4), Math.exp(-2), 0],
      ],
      2,
    )
    expect(
      matrixCells(balanced, statesOf(balanced), 0.1)
        .filter(({ k, l }) => k !== l)
        .map(({ text }) => text),
    ).toEqual(Array(6).fill('0'))
    const still = sweepOver({ 'baths.0.gas.beta': [1, 2, 3] }, () => {
      const point = severalGases(['hot', 'cold'], 1),
        entropyProduction = { ...point.entropyProduction, total: -6.9e-17, totalError: 1e-15 }
      return { ...point, heatCurrents: { hot: -6.9e-17, cold: 6.9e-17 }, entropyProduction }
    })
    const { flows, entropy } = flowCurves(still.points, () => 1)
    for (const { points } of [...flows, entropy[0]!]) expect(points.map(({ y }) => y)).toEqual([0, 0, 0])
    expect(texts(await draw(still))).not.toMatch(/10⁻¹⁷/)
  })

  it('is 0 on axes that end a rounding error beside it', () => {
    const { major, label } = axisTicks({ type: 'linear', domain: [-1, -6.9e-17] }, 5)
    expect(label(major.at(-1)!)).toBe('0.0')
    const tiny = axisTicks({ type: 'linear', domain: [-1e-9, -6.9e-26] }, 5)
    expect(tiny.label(tiny.major.at(-1)!)).toBe('0')
  })
})
