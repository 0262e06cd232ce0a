import type { PointResults } from '../../study/index.js'
import { isZeroWithin } from '../../tell/measured.js'
import { typographic, typographicBrief } from '../../tell/numbers.js'
import { coincidences, statesOf, stateWord } from '../../tell/states.js'
import { after, unitOf, unitsOf } from '../../tell/units.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'
import type { FigureOptions } from '../figureOptions.js'
import { modelNote } from '../modelNote.js'
import type { DrawnGas } from './gasColumn.js'
import type { DrawnCurrents } from './levelDiagram.js'

/** The small print of the figure of levels: what bars, arrows and boxes mean, the entropy production, the model. */
export function levelNotes(
  point: PointResults,
  currents: DrawnCurrents,
  gases: readonly DrawnGas[],
  options: FigureOptions,
): RichText[] {
  const model = modelNote(options.study, [], unitsOf(point))
  return [
    [upright('Bars: populations '), italic('p'), upright(' of the stationary state, from 0 to 1.')],
    currentNote(point, currents),
    gasNote(point, gases),
    entropyNote(point),
    ...coincidences(point).map((levels) => [upright(`Levels ${levels} coincide.`)]),
    model.length === 0 ? betaNote(point) : [...model, upright('.')],
    options.caption === undefined ? [] : [upright(options.caption)],
  ].filter((note) => note.length > 0)
}

function currentNote(point: PointResults, { shown, omitted }: DrawnCurrents): RichText {
  const states = stateWord(statesOf(point)),
    unit = unitOf(unitsOf(point), 'rate')
  if (statesOf(point).names.length < 2) return []
  if (shown.length === 0) return [upright(`No net current flows between the ${states}s.`)]
  const largest =
    omitted === 0 ? 'net currents' : `the ${shown.length} largest of ${shown.length + omitted} net currents`
  return [
    upright(
      `Arrows: ${largest} between the ${states}s, per unit time${
        unit === null ? '' : ` (${unit})`
      }, in the direction they flow.`,
    ),
  ]
}

function gasNote(point: PointResults, gases: readonly DrawnGas[]): RichText {
  if (gases.length === 0) return []
  const unit = unitOf(unitsOf(point), 'heat current'),
    all = Object.keys(point.baths ?? {}).length
  const omitted = all > gases.length ? ` The ${gases.length} of ${all} gases with the largest heat are shown.` : ''
  return [
    upright(
      `Right: the gases, with the heat that each gives to the system, or takes from it, per unit time${
        unit === null ? '' : ` (${unit})`
      }.${omitted}`,
    ),
  ]
}

function entropyNote(point: PointResults): RichText {
  const { total, totalError, schnakenberg, schnakenbergError } = point.entropyProduction,
    unit = after(unitsOf(point), 'rate')
  const told = (value: number, error: number | null): string =>
    isZeroWithin(value, error) ? '0' : typographic(value, 4)
  if (total !== null)
    return [upright('Entropy production '), italic('σ'), upright(`\u00a0=\u00a0${told(total, totalError)}${unit}.`)]
  if (schnakenberg === null) return []
  return [
    upright('Entropy production that the currents suggest, '),
    italic('σ'),
    sub('Schnakenberg'),
    upright(`\u00a0=\u00a0${told(schnakenberg, schnakenbergError)}${unit}; the whole of it needs a temperature.`),
  ]
}

function betaNote({ beta, ...point }: PointResults): RichText {
  return beta === null
    ? []
    : [italic('β'), upright(` = ${typographicBrief(beta)}${after(unitsOf(point), 'inverse energy')}.`)]
}
