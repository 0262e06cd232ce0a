/**
 * Figures as SVG text, drawn in any document, a browser's or the one of `dilute/node`. Every function here returns the
 * same text for the same results.
 */
export type { FigureOptions, FigureStudy } from './figureOptions.js'
export type { SvgDocument, SvgElement } from './drawing/svg.js'
export { drawDetailedBalance } from './draw.js'
export { drawEvolution } from './evolution/drawEvolution.js'
export { drawTrajectories } from './evolution/drawTrajectories.js'
export { curveTimes } from './evolution/timeAxis.js'
export { drawScattering } from './scattering/drawScattering.js'
export type { Picture, Extreme, PictureAxis, PicturePlot, Series } from './recorded/picture.js'
export { extended, scaleOver, type AxisScale } from './drawing/axisScale.js'
export { numberColumnWidth, drawPlot, xRange, yRange, type PlotArea, type PlotLibrary } from './drawing/drawPlot.js'
export { italic, sub, upright, type RichText, textLine } from './drawing/richText.js'
export { centredLabel, figureHead, figureSheet, sheetWidth, upwardLabel } from './drawing/sheet.js'
export { fontSize, ink, lineStyle, lineWidth, paper } from './drawing/style.js'
export { labelRow } from './sweep/curveLabels.js'
export { balanceRule, curveMarks, isDefined, type CurvePoint, told } from './sweep/curves.js'
export { sweepAxis } from './sweep/sweepAxis.js'
export { sweepLayout } from './sweep/sweepLayout.js'
export { modelNote } from './modelNote.js'
export { levelSpacing } from './sweep/levelSpacing.js'
export { ratioLabel } from './ratioLabel.js'
