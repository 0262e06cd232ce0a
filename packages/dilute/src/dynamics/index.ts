export { evolve, evolve as mesolve, type EvolveOptions } from './evolve.js'
export type { Evolution } from './evolution.js'
export { populationErrors } from './errorGrowth.js'
export { inSiteBasis, stationaryStateError, type StateError } from './evolutionErrors.js'
export {
  densityMatrix,
  energyDensityMatrix,
  requireInitialState,
  stateTolerance,
  type InitialState,
} from './densityMatrix.js'
export { steadystate, type SteadyStates } from './steadyState.js'
export { liouvillian } from './liouvillian.js'
export { expectation, expectation as expect } from './expectation.js'
export { dissipator } from './dissipator.js'
export { heatFlow, heatFlowError } from './heatFlow.js'
export { entropyFlow, type EntropyFlow } from './entropyFlow.js'
export { withLevelShift } from './levelShift.js'
export { toEnergyBasis, toSiteBasis } from './energyBasis.js'
export {
  largestExitRate,
  populationSimulator,
  trajectory,
  type Collision,
  type CollisionVisitor,
  type PopulationProcess,
  type PopulationSimulator,
  type Trajectory,
  type TrajectoryOptions,
} from './trajectories.js'
export {
  mergedTrajectories,
  trajectoryAverages,
  trajectorySums,
  type AverageOptions,
  type TrajectoryAverages,
  type TrajectorySums,
} from './trajectoryAverages.js'
export { chunksOf, type Chunk } from './chunks.js'
export type { Estimate } from './runningMoments.js'
export {
  waveSimulator,
  type Jump,
  type WaveOptions,
  type WaveSimulator,
  type WaveTrajectory,
  type WaveVisitor,
} from './waveTrajectories.js'
export {
  mergedWaves,
  waveAverages,
  waveSums,
  type WaveAverageOptions,
  type WaveAverages,
  type WaveSums,
} from './waveAverages.js'
export type { WaveFunction } from './survival.js'
export { chunkRunner, type Ensemble, type EnsembleSums } from './ensemble.js'
