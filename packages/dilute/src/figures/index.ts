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
