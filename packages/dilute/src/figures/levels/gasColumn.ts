import type { PointResults } from '../../study/index.js'
import { isZeroWithin } from '../../tell/measured.js'
import { typographic, typographicBrief } from '../../tell/numbers.js'
import { yRange, type PlotArea } from '../drawing/drawPlot.js'
import { italic, richTextWidth, textLine, upright, type RichText } from '../drawing/richText.js'
import { sheetWidth } from '../drawing/sheet.js'
import { fontSize, ink, lineStyles, lineWidth } from '../drawing/style.js'
import { svgElement, type SvgDocument, type SvgElement } from '../drawing/svg.js'
import { arrow, arrowWidth } from './arrow.js'

/** A gas with the heat that it gives to the system. */
export interface DrawnGas {
  readonly name: string
  readonly beta: number | null
  readonly heat: number
}

const mostGases = 6
const box = { width: 96, height: 38 }

/**
 * Several gases in their order, of many those with the largest heat; a single one gives none in the stationary state.
 */
export function drawnGases(point: PointResults): DrawnGas[] {
  const gases = Object.entries(point.baths ?? {}).map(
    ([
      name,
      {
        beta,
        heatCurrent: { value, error },
      },
    ]): DrawnGas => ({ name, beta, heat: isZeroWithin(value, error) ? 0 : value }),
  )
  if (gases.length < 2) return []
  const largest = [...gases].sort((a, b) => Math.abs(b.heat) - Math.abs(a.heat)).slice(0, mostGases)
  return gases.filter((gas) => largest.includes(gas))
}

/** A box for each gas, with an arrow to the system where it gives heat and from it where it takes some. */
export function gasColumn(document: SvgDocument, area: PlotArea, gases: readonly DrawnGas[]): SvgElement[] {
  const [bottom, top] = yRange(area),
    step = (bottom - top) / Math.max(1, gases.length)
  const largest = gases.reduce((most, { heat }) => Math.max(most, Math.abs(heat)), 0)
  const inner = area.left + area.width + 10
  return gases.flatMap((gas, i) => gasBox(document, gas, { inner, y: top + (i + 0.5) * step, largest }))
}

interface GasPlace {
  /** Where the arrow meets the system. */
  readonly inner: number
  readonly y: number
  readonly largest: number
}

function gasBox(document: SvgDocument, gas: DrawnGas, { inner, y, largest }: GasPlace): SvgElement[] {
  const left = sheetWidth - 16 - box.width
  const frame = svgElement(document, 'rect', {
    x: left,
    y: y - box.height / 2,
    ...box,
    rx: 5,
    fill: 'none',
    stroke: ink,
    'stroke-width': lineWidth.frame,
  })
  return [frame, ...boxTexts(document, gas, left, y), ...heatArrow(document, gas, { inner, left, y, largest })]
}

function boxTexts(document: SvgDocument, { name, beta }: DrawnGas, left: number, y: number): SvgElement[] {
  const temperature: RichText =
    beta === null ? [upright('not thermal')] : [italic('β'), upright(` = ${typographicBrief(beta, 4)}`)]
  const centred = (text: RichText, size: number, height: number): SvgElement =>
    textLine(document, text, size, { x: left + (box.width - richTextWidth(text, size)) / 2, y: height, fill: ink })
  return [centred([upright(shortened(name))], fontSize.curve, y - 3), centred(temperature, fontSize.note, y + 12)]
}

/** A name cut to the width of its box. */
function shortened(name: string): string {
  let text = name
  while (text.length > 1 && richTextWidth([upright(`${text}…`)], fontSize.curve) > box.width - 8)
    text = text.slice(0, -1)
  return text === name ? name : `${text}…`
}

/** Orange to the system, blue away from it; no arrow where no heat flows. */
function heatArrow(
  document: SvgDocument,
  { heat }: DrawnGas,
  { inner, left, y, largest }: GasPlace & { readonly left: number },
): SvgElement[] {
  const text = [upright(typographic(heat, 3))],
    width = richTextWidth(text, fontSize.note)
  const color = heat > 0 ? lineStyles[1]!.color : lineStyles[0]!.color
  const label = textLine(document, text, fontSize.note, {
    x: (inner + left - 4 - width) / 2,
    y: y - 9,
    fill: heat === 0 ? ink : color,
  })
  const [from, to] = heat > 0 ? [left - 4, inner] : [inner, left - 4]
  return heat === 0
    ? [label]
    : [label, ...arrow(document, [from, y], [to, y], { width: arrowWidth(Math.abs(heat), largest), color })]
}
