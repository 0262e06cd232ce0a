import type { PointResults } from '../../study/index.js'
import { ratioPairs } from '../../tell/levelPairs.js'
import { typographicMeasured } from '../../tell/measured.js'
import { typographicBrief } from '../../tell/numbers.js'
import { coincidences, type States } from '../../tell/states.js'
import { after, unitsOf } from '../../tell/units.js'
import type { FigureOptions } from '../figureOptions.js'
import { modelNote } from '../modelNote.js'
import { italic, upright, type RichText } from '../drawing/richText.js'
import { causeOf, isGap } from '../sweep/gapNotes.js'
import { undecidedText } from './matrixCells.js'
import { mostNumbered } from './matrixLabels.js'

/**
 * The small print of a single point: temperature, model, what has no value and why, and for three levels both sides of
 * (30a) and (30b).
 */
export function pointNotes(point: PointResults, states: States, options: FigureOptions): RichText[] {
  const model = modelNote(options.study, ['gas.beta'], unitsOf(point))
  return [
    [
      ...(point.beta === null
        ? []
        : [
            italic('β'),
            upright(
              ` = ${typographicBrief(point.beta)}${after(unitsOf(point), 'inverse energy')}${
                model.length > 0 ? ', ' : ''
              }`,
            ),
          ]),
      ...model,
      upright('. Detailed balance holds where every ln '),
      italic('I'),
      upright(' is 0.'),
    ],
    conditionNote(point),
    ...coincidences(point).map((levels) => [upright(`Levels ${levels} coincide: no ratio between them.`)]),
    gapNote(point, states),
    undecidedNote(point, states),
    options.caption === undefined ? [] : [upright(options.caption)],
  ].filter((note) => note.length > 0)
}

function conditionNote({ groups, detailedBalance: { thermalization } }: PointResults): RichText {
  if (groups.length !== 3 || thermalization.length === 0) return []
  const texts = thermalization.map(
    ({ equation, left, leftError, right, rightError }) =>
      `(${equation.replace(/[()]/g, '')}): left side ${typographicMeasured(left, leftError, 4)}, right side ${typographicMeasured(
        right,
        rightError,
        4,
      )}`,
  )
  return [upright(`${texts.join('; ')}.`)]
}

function gapNote(point: PointResults, states: States): RichText {
  const gaps = ratioPairs(states.names.length).filter((pair) => isGap(point, states, pair))
  if (gaps.length === 0) return []
  const causes = new Set(gaps.map((pair) => causeOf(point, states, pair)))
  return [upright(`Grey fields off the diagonal have no value, ${[...causes].slice(0, 3).join('; or ')}.`)]
}

function undecidedNote({ detailedBalance: { undecided } }: PointResults, { names }: States): RichText {
  const fields = names.length > mostNumbered ? 'Pale yellow fields' : `Fields with ${undecidedText}`
  return undecided.length === 0 ? [] : [upright(`${fields}: the error bars decide nothing.`)]
}
