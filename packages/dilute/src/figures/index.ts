import type { StudyResults } from '../study/results.js'
import { drawDetailedBalance } from './draw.js'
import type { MollerResults } from '../study/running/moller.js'
import type { RangeResults } from '../study/running/range.js'
import type { ScatterResults } from '../study/running/scatter.js'
import type { EvolveResults } from '../study/running/evolve.js'
import type { TrajectoryCurves } from '../study/running/trajectories.js'
import type { TrajectoryResults } from '../study/running/trajectoryResults.js'
import { drawEvolution } from './evolution/drawEvolution.js'
import type { FigureOptions } from './figureOptions.js'
import { drawPrecision } from './precision/drawPrecision.js'
import { drawTrajectories } from './evolution/drawTrajectories.js'
import { drawMoller } from './moller/drawMoller.js'
import { drawRange } from './range/drawRange.js'
import { drawScattering } from './scattering/drawScattering.js'
import { nodeDocument } from './nodeDocument.js'
import { renderPng } from './png.js'

export type { FigureOptions } from './figureOptions.js'
export { drawDetailedBalance } from './draw.js'
export { drawEvolution } from './evolution/drawEvolution.js'
export { drawTrajectories } from './evolution/drawTrajectories.js'
export { curveTimes } from './evolution/timeAxis.js'
export { prlFig1Study } from './prlFig1.js'
export { mollerTask } from './moller/mollerTask.js'
export { rangeTask } from './range/rangeTask.js'
export { drawScattering } from './scattering/drawScattering.js'
export { drawPrecision } from './precision/drawPrecision.js'
export { precisionStudy } from './precision/precisionStudy.js'

export interface Figure {
  readonly svg: string
  readonly png: Uint8Array
}

/** The detailed-balance figure of a study's results, as SVG text and as a PNG image of three times its size. */
export async function detailedBalanceFigure(results: StudyResults, options: FigureOptions = {}): Promise<Figure> {
  return rendered(await drawDetailedBalance(results, await nodeDocument(), options))
}

/** The figure `precision`: 2J²/D, σ and σ_Schnakenberg along a sweep, as SVG text and as a PNG image of three times its size. */
export async function precisionFigure(results: StudyResults, options: FigureOptions = {}): Promise<Figure> {
  return rendered(await drawPrecision(results, await nodeDocument(), options))
}

/** Populations along the time, `curve` the same evolution at `curveTimes`, as SVG text and as a PNG image of three times its size. */
export async function evolutionFigure(results: EvolveResults, curve: EvolveResults, options: FigureOptions = {}): Promise<Figure> {
  return rendered(await drawEvolution(results, curve, await nodeDocument(), options))
}

/** Mean populations of trajectories with single runs, `curves` of the same trajectories, as SVG text and as a PNG image of three times its size. */
export async function trajectoryFigure(results: TrajectoryResults, curves: TrajectoryCurves, options: FigureOptions = {}): Promise<Figure> {
  return rendered(await drawTrajectories(results, curves, await nodeDocument(), options))
}

/** Channel-to-channel probabilities against the total energy, as SVG text and as a PNG image of three times its size. */
export async function scatteringFigure(results: ScatterResults, options: FigureOptions = {}): Promise<Figure> {
  return rendered(await drawScattering(results, await nodeDocument(), options))
}

/** The figure `moller`: a wave packet on its way past the system, as SVG text and as a PNG image of three times its size. */
export async function mollerFigure(results: MollerResults): Promise<Figure> {
  return rendered(await drawMoller(results, await nodeDocument()))
}

/** The figure `range`: I(k,l) against the potentials' width and the dots' distance, as SVG text and as a PNG image of three times its size. */
export async function rangeFigure(results: RangeResults): Promise<Figure> {
  return rendered(await drawRange(results, await nodeDocument()))
}

async function rendered(svg: string): Promise<Figure> {
  return { svg, png: await renderPng(svg) }
}
