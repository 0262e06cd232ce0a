export {
  densityMatrix, dissipator, energyDensityMatrix, entropyFlow, evolve, expect, expectation, heatFlow, liouvillian,
  mesolve, populationSimulator, steadystate, toEnergyBasis, toSiteBasis, trajectory, trajectoryAverages,
  waveAverages, waveSimulator, withLevelShift,
} from '../dynamics/index.js'
export type {
  AverageOptions, Collision, EntropyFlow, Estimate, Evolution, EvolveOptions, InitialState, Jump, PopulationProcess,
  PopulationSimulator, SteadyStates, Trajectory, TrajectoryAverages, TrajectoryOptions, WaveAverageOptions,
  WaveAverages, WaveFunction, WaveOptions, WaveSimulator, WaveTrajectory,
} from '../dynamics/index.js'
