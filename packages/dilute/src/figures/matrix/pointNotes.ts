import type { PointResults } from '../../study/results.js'
import { typographic, typographicBrief } from '../../report/numbers.js'
import { modelNote, type FigureOptions } from '../figureOptions.js'
import { ratioAt } from '../../report/levelPairs.js'
import { italic, upright, type RichText } from '../drawing/richText.js'

/** The small print of a single point: temperature, model, and for three levels both sides of (30a) and (30b). */
export function pointNotes(point: PointResults, options: FigureOptions): RichText[] {
  const model = modelNote(options.study, ['gas.beta'])
  const conditions = point.levels.length === 3 ? point.detailedBalance.thermalization : []
  return [
    [...(point.beta === null ? [] : [italic('β'), upright(` = ${typographicBrief(point.beta)}${model.length > 0 ? ', ' : ''}`)]), ...model,
      upright('. Detailed balance holds where every ln '), italic('I'), upright(' is 0.')],
    conditions.length === 0 ? [] : [upright(conditions.map((one) =>
      `(${one.equation.replace(/[()]/g, '')}): left side ${typographic(one.left)}, right side ${typographic(one.right)}`).join('; ') + '.')],
    point.levels.some((_, k) => point.levels.some((__, l) => k !== l && ratioAt(point, { k, l }) === null))
      ? [upright('Grey fields off the diagonal have no value, because both rates vanish.')] : [],
    options.caption === undefined ? [] : [upright(options.caption)],
  ].filter((note) => note.length > 0)
}
