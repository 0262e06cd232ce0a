/** The small print: where the marked value is, what varies besides, what is left out. */
import { typographicMeasured } from '../../tell/measured.js'
import { typographic } from '../../tell/numbers.js'
import { namesSite, parameterRange, parameterSetting, parameterSymbol } from '../../tell/parameter.js'
import { quantitySymbol } from '../../tell/quantity.js'
import { joinedTexts } from '../../tell/text.js'
import { upright, type RichText } from '../drawing/richText.js'
import type { AxisScale } from '../drawing/axisScale.js'
import type { FigureOptions } from '../figureOptions.js'
import { modelNote } from '../modelNote.js'
import { mostDots } from './mapContent.js'
import type { Extreme, Picture, PictureAxis, PicturePlot } from './picture.js'

export function pictureNotes(picture: Picture, type: AxisScale['type'], { study, caption }: FigureOptions): RichText[] {
  const { axes, held, plots, units } = picture
  const swept = [
    ...axes.flatMap(({ path, tied }) => [path, ...tied.map((one) => one.path)]),
    ...held.map(({ path }) => path),
  ]
  const model = modelNote(study, swept, units)
  return [
    ...plots.map((picturePlot) => extremeNote(picture, picturePlot)),
    ...axes.flatMap((axis) => [tiedNote(picture, axis), thinnedNote(picture, axis)]),
    ...held.map(({ path, at, of }): RichText => [
      upright('Shown for '),
      ...parameterSetting(path, at, picture.gases, units),
      upright(` only, one of ${of} values.`),
    ]),
    scaleNote(picture, type),
    coincidentNote(picture),
    ...plots.map((picturePlot) => missingNote(picture, picturePlot, type)),
    picture.omitted === 0 ? [] : [upright(`${picture.omitted} more are in the results.`)],
    model.length === 0 ? [] : [...model, upright('.')],
    swept.some(namesSite) ? [upright('Sites are counted from 0.')] : [],
    caption === undefined ? [] : [upright(caption)],
  ].filter((note) => note.length > 0)
}

function extremeNote(picture: Picture, { extreme, series }: PicturePlot): RichText {
  if (extreme === null)
    return [...quantitySymbol(series[0]!.name, picture.levelCount), upright(' has no value at any point.')]
  const places = picture.axes.map(({ path }, axis) =>
    parameterSetting(path, extreme.at[axis]!, picture.gases, picture.units),
  )
  return [
    upright(`Circled: the ${extreme.kind} value`),
    ...(picture.plots.length > 1 || series.length > 1
      ? [upright(' of '), ...withArticle(unbroken(quantitySymbol(extreme.name, picture.levelCount)))]
      : []),
    upright(`, ${valueText(extreme)}, at `),
    ...joinedTexts(places, ', '),
    upright('.'),
  ]
}

/** `the relaxation gap`, `the largest |ln I(k, l)|`: what is said in words. */
function withArticle(symbol: RichText): RichText {
  const first = symbol[0]?.text ?? ''
  const isWords = first.startsWith('largest') || (symbol.length === 1 && /\s/.test(first))
  return isWords ? [upright('the '), ...symbol] : symbol
}

const valueText = ({ value, error }: Extreme): string =>
  error === null ? typographic(value, 6) : typographicMeasured(value, error)

/** A symbol such as I(0, −) stays on one line. */
const unbroken = (symbol: RichText): RichText =>
  symbol.map((piece) => ({ ...piece, text: piece.text.replaceAll(' ', '\u00a0') }))

/** On a line, what runs along with it; in a sample, what else is drawn. */
function tiedNote(picture: Picture, { path, values, tied }: PictureAxis): RichText {
  if (tied.length === 0) return []
  if (picture.kind === 'sample')
    return [
      ...joinedTexts(
        tied.map((one) => parameterSymbol(one.path, picture.gases)),
        ', ',
      ),
      upright(tied.length > 1 ? ' vary too.' : ' varies too.'),
    ]
  const range = (of: string, from: number, to: number): RichText =>
    parameterRange(of, [from, to], picture.gases, picture.units)
  const others = joinedTexts(
    tied.map((one) => range(one.path, one.from, one.to)),
    ', ',
  )
  return [...range(path, values[0]!, values.at(-1)!), upright(' together with '), ...others, upright('.')]
}

function thinnedNote({ gases }: Picture, { path, values, of }: PictureAxis): RichText {
  return of === undefined
    ? []
    : [upright(`${values.length} of the ${of} values of `), ...parameterSymbol(path, gases), upright(' are drawn.')]
}

function scaleNote({ kind, points }: Picture, type: AxisScale['type']): RichText {
  const logarithmic = type === 'log' ? ' The scale is logarithmic; what is below it has its lowest colour.' : ''
  if (kind === 'map') return [upright(`Lines of equal value at the numbers of the scale.${logarithmic}`)]
  if (kind === 'sample' && points > mostDots)
    return [upright(`Every ${ordinal(Math.ceil(points / mostDots))} of ${points} points is drawn.${logarithmic}`)]
  return kind === 'sample' ? [upright(`${points} points.${logarithmic}`)] : []
}

/** Up to so many places are named. */
const mostNamed = 3

function coincidentNote({ axes: [axis], coincident, gases, units }: Picture): RichText {
  if (coincident.length === 0) return []
  const places = coincident.map((place) => parameterSetting(axis!.path, axis!.values[place]!, gases, units))
  return [
    upright('Levels coincide at '),
    ...(places.length > mostNamed ? [upright(`${places.length} points`)] : joinedTexts(places, ', ')),
    upright(': a value there belongs to no curve.'),
  ]
}

/** `second`, `11th`, `21st`. */
function ordinal(n: number): string {
  const ending = Math.floor(n / 10) % 10 === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return ['', 'first', 'second', 'third'][n] ?? `${n}${ending}`
}

function missingNote(
  { kind, plots, levelCount }: Picture,
  { missing, omitted, series: [first] }: PicturePlot,
  type: AxisScale['type'],
): RichText {
  const of: RichText = plots.length > 1 ? [upright(' of '), ...quantitySymbol(first!.name, levelCount)] : []
  const look = kind === 'curves' ? 'Gaps' : 'Grey'
  return [
    ...(missing === 0
      ? []
      : [
          upright(`${look}: no ${type === 'log' ? 'positive ' : ''}value`),
          ...of,
          upright(` at ${missing} ${missing === 1 ? 'point' : 'points'}. `),
        ]),
    ...(omitted === 0 ? [] : [upright(`${omitted} more entries`), ...of, upright(' are in the results.')]),
  ]
}
