/** What the figures of recorded quantities have in common: axes with their labels, and where plots stand. */
import { parameterLabel, parameterSymbol, parameterUnit } from '../../tell/parameter.js'
import { quantityFamily, quantitySymbol, withMeaning } from '../../tell/quantity.js'
import { scaleOver, spacingType, type AxisScale } from '../drawing/axisScale.js'
import { xRange, yRange, type PlotArea } from '../drawing/drawPlot.js'
import { richTextWidth, type RichText } from '../drawing/richText.js'
import { fontSize } from '../drawing/style.js'
import { withUnit } from '../drawing/withUnit.js'
import type { Frame } from './gridImage.js'
import type { Picture, PictureAxis, PicturePlot } from './picture.js'

export const axisScale = ({ values }: PictureAxis): AxisScale => scaleOver(values, spacingType(values))

/** Symbol, meaning and unit of a parameter; without its meaning where there is no room for it. */
export function axisLabel({ path }: PictureAxis, { gases, units }: Picture, room: number): RichText {
  const whole = parameterLabel(path, gases, units)
  const brief = withUnit(parameterSymbol(path, gases), parameterUnit(path, units))
  return richTextWidth(whole, fontSize.axis) <= room ? whole : brief
}

/** The quantity of a plot, with its meaning where there is room for it. */
export function plotLabel({ series }: PicturePlot, { levelCount, units }: Picture, room: number): RichText {
  const [{ name }] = series as [PicturePlot['series'][number]]
  const symbol = series.length > 1 ? quantityFamily(name) : quantitySymbol(name, levelCount)
  const whole = withMeaning(symbol, name, units)
  return richTextWidth(whole, fontSize.curve) <= room ? whole : symbol
}

export function frameOf(area: PlotArea): Frame {
  const [left, right] = xRange(area)
  const [bottom, top] = yRange(area)
  return { left, top, width: right - left, height: bottom - top }
}
