import type { SweepPoint } from '../../study/index.js'
import { typographicBrief } from '../../tell/numbers.js'
import { levelNames } from '../../tell/levelPairs.js'
import {
  italic,
  sub,
  upright,
  type RichText,
  type FigureOptions,
  modelNote,
  levelSpacing,
} from '../../figures/index.js'

/** The small print: what the symbols mean and what the figure says. */
export function precisionNotes(points: readonly SweepPoint[], options: FigureOptions): RichText[] {
  const model = modelNote(options.study, Object.keys(points[0]!.set))
  return [
    [
      italic('J'),
      upright(', '),
      italic('D'),
      upright(
        ': mean and variance per unit time of the net number of turns around the loop, in the stationary state. ' +
          'It is the Gibbs state, so ',
      ),
      italic('σ'),
      upright(' = 0, and the uncertainty relation fails: 2'),
      italic('J'),
      upright('²/'),
      italic('D'),
      upright(' is larger than '),
      italic('σ'),
      upright('. It stays below '),
      italic('σ'),
      sub('Schnakenberg'),
      upright(' (thin line).'),
    ],
    spacingNote(points),
    model.length === 0 ? [] : [...model, upright('.')],
    options.caption === undefined ? [] : [upright(options.caption)],
  ].filter((note) => note.length > 0)
}

/** ΔE, the lowest spacing of the levels. */
function spacingNote(points: readonly SweepPoint[]): RichText {
  const spacing = levelSpacing(points)
  if (spacing === null) return []
  const names = levelNames(points[0]!.levels.length)
  return [
    upright('Δ'),
    italic('E'),
    upright(' = '),
    italic('E'),
    sub(names[1]!),
    upright(' − '),
    italic('E'),
    sub(names[0]!),
    upright(` = ${typographicBrief(spacing, 4)}.`),
  ]
}
