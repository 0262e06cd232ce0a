import type { Pair } from '../../tell/levelPairs.js'
import { ratioEntry, ratioPaths } from '../../tell/ratioText.js'
import { reasonsAt } from '../../tell/reasons.js'
import { coincidences, isDegenerate, ratesBetween, type States } from '../../tell/states.js'
import type { PointResults, SweepPoint } from '../../study/index.js'
import { italic, upright, type RichText } from '../drawing/richText.js'
import { parameterSymbol, parameterValue } from '../../tell/parameter.js'
import { figureUnits, type FigureOptions } from '../figureOptions.js'
import { gasNames } from './flowCurves.js'
import type { PairChoice } from './ratioCurves.js'
import type { SweepLayout } from './sweepLayout.js'

/** So many values of the swept parameter are named one by one. */
const mostNamed = 3

/** The points whose levels coincide in a way that their neighbours' do not; no curve goes through them. */
export function coinciding(points: readonly SweepPoint[], { states }: Pick<PairChoice, 'states'>): SweepPoint[] {
  return states.grouped ? [] : points.filter(isDegenerate)
}

/** Along what the curves go, of which study. */
interface Along extends Pick<FigureOptions, 'study'> {
  readonly layout: SweepLayout
}

/** Why curves have gaps. */
export function gapNotes(points: readonly SweepPoint[], choice: PairChoice, along: Along): RichText[] {
  const equal = coinciding(points, choice)
  const others = points.filter(
    (point) => !equal.includes(point) && choice.shown.some((pair) => isGap(point, choice.states, pair)),
  )
  const causes = new Set(
    others.flatMap((point) =>
      choice.shown
        .filter((pair) => isGap(point, choice.states, pair))
        .map((pair) => causeOf(point, choice.states, pair)),
    ),
  )
  const always = choice.states.grouped ? coincidences(points[0]!) : []
  return [
    ...always.map((levels) => [upright(`Levels ${levels} coincide all along.`)]),
    ...coincidenceNotes(equal, along),
    ...(causes.size === 0
      ? []
      : [
          [
            upright('Gaps: '),
            italic('I'),
            upright(` has no value there, ${[...causes].slice(0, mostNamed).join('; or ')}.`),
          ],
        ]),
  ]
}

/** Why the ratio of a pair has no value: what the results say of it, else what the rates show. */
export function causeOf(point: PointResults, states: States, { k, l }: Pair): string {
  const [reason] = reasonsAt([point], ...ratioPaths(states))
  if (reason !== undefined) return `since ${reason.replace(/\.$/, '')}`
  if (point.beta === null) return 'because the gases share no temperature'
  const { values } = ratesBetween(states, point),
    vanishing = [values[k]?.[l], values[l]?.[k]].filter((rate) => rate === 0).length
  return vanishing === 2
    ? 'because both rates vanish'
    : vanishing === 1
      ? 'because one of the rates vanishes'
      : 'and the results do not say why'
}

export function isGap({ detailedBalance }: PointResults, states: States, pair: Pair): boolean {
  return typeof ratioEntry(states, detailedBalance, pair).logRatio !== 'number'
}

/** `Triangles: levels − and 0 coincide at φ = 0.5: no ratio between them.` */
function coincidenceNotes(points: readonly SweepPoint[], { layout: { x }, study }: Along): RichText[] {
  const places = new Map<string, Set<number>>()
  for (const point of points) {
    for (const levels of coincidences(point))
      places.set(levels, (places.get(levels) ?? new Set()).add(point.set[x.path]!))
  }
  return [...places].map(([levels, found], i) => {
    const values = [...found],
      named = values
        .slice(0, mostNamed)
        .map((value) => parameterValue(x.path, value, figureUnits(points[0]!, study)))
        .join(', ')
    const more = values.length > mostNamed ? ` and ${values.length - mostNamed} more` : ''
    const start = i === 0 ? 'Triangles: levels' : 'Levels'
    return [
      upright(`${start} ${levels} coincide at `),
      ...parameterSymbol(x.path, gasNames(points)),
      upright(` = ${named}${more}: no ratio between them.`),
    ]
  })
}
