export { curveTimes, drawDetailedBalance, drawEvolution, drawScattering, drawTrajectories } from '../figures/index.js'
export type { FigureOptions, FigureStudy, SvgDocument, SvgElement } from '../figures/index.js'
