import { typographic, typographicBrief } from '../../tell/numbers.js'
import type { SweepPoint } from '../../study/index.js'
import { figureUnits, type FigureOptions } from '../figureOptions.js'
import { modelNote } from '../modelNote.js'
import { levelNames } from '../../tell/levelPairs.js'
import { joinedTexts } from '../../tell/text.js'
import { outcomeCounts } from '../../tell/verdict.js'
import { after, unitsOf } from '../../tell/units.js'
import { gasNames } from './flowCurves.js'
import { gapNotes } from './gapNotes.js'
import { levelSpacing } from './levelSpacing.js'
import { namesSite, parameterRange, parameterSetting } from '../../tell/parameter.js'
import type { PairChoice } from './ratioCurves.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'
import type { SweepLayout } from './sweepLayout.js'

/** The small print of a sweep: what the axes mean, what is held, what is left out. */
export function sweepNotes(
  points: readonly SweepPoint[],
  layout: SweepLayout,
  choice: PairChoice,
  options: FigureOptions,
): RichText[] {
  const swept = Object.keys(points[0]!.set)
  return [
    [...spacingNote(points, layout), ...sentence(modelNote(options.study, swept, unitsOf(points[0]!)))],
    tiedNote(points, layout, options),
    heldNote(points, layout, options),
    omittedNote(choice),
    ...gapNotes(points, choice, { layout, study: options.study }),
    undecidedNote(points),
    swept.some(namesSite) ? [upright('Sites are counted from 0.')] : [],
    options.caption === undefined ? [] : [upright(options.caption)],
  ].filter((note) => note.length > 0)
}

/** Which scale the temperature has: ΔE, the lowest spacing of the levels. */
function spacingNote(points: readonly SweepPoint[], layout: SweepLayout): RichText {
  const spacing = levelSpacing(points)
  if (layout.x.path !== 'gas.beta' || spacing === null) return []
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
    upright(` = ${typographicBrief(spacing, 4)}${after(unitsOf(points[0]!), 'energy')}. `),
  ]
}

function sentence(text: RichText): RichText {
  return text.length === 0 ? [] : [...text, upright('.')]
}

/** `β from 0.5 to 2 together with φ from 0 to 1`: what runs along with the parameter on the axis. */
export function tiedNote(points: readonly SweepPoint[], { x, tied }: SweepLayout, { study }: FigureOptions): RichText {
  if (tied.length === 0) return []
  const range = ({ path }: { readonly path: string }): RichText =>
    parameterRange(
      path,
      [points[0]!.set[path]!, points.at(-1)!.set[path]!],
      gasNames(points),
      figureUnits(points[0]!, study),
    )
  return [...range(x), upright(' together with '), ...joinedTexts(tied.map(range), ', '), upright('.')]
}

/** Which parameters are shown at one of their values only. */
export function heldNote(points: readonly SweepPoint[], { held }: SweepLayout, { study }: FigureOptions): RichText {
  const [gases, units] = [gasNames(points), figureUnits(points[0]!, study)]
  return held.flatMap(({ path, at, values }) => [
    upright('Shown for '),
    ...parameterSetting(path, at, gases, units),
    upright(` only, one of ${values.length} values. `),
  ])
}

function omittedNote({ shown, omitted, omittedViolation }: PairChoice): RichText {
  if (omitted === 0) return []
  const [n, total] = [shown.length, shown.length + omitted]
  return [
    upright(`The ${n} of ${total} pairs farthest from 1; for the others |ln `),
    italic('I'),
    upright(`| is at most ${typographic(omittedViolation, 2)}.`),
  ]
}

/** Where the error bars decide nothing, the curves alone would mislead. */
function undecidedNote(points: readonly SweepPoint[]): RichText {
  const { undecided } = outcomeCounts(points)
  if (undecided === 0) return []
  return [
    upright(
      `At ${undecided} of ${points.length} points it is undecided whether detailed balance holds: the error ` +
        `bars are too wide.`,
    ),
  ]
}
