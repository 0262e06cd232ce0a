export type { Encounter, Model } from './model.js'
export {
  ratesTolerance,
  tablesFor,
  type PartialWaveEvidence,
  type ScatteringTables,
  type ScatteringTablesOptions,
  type TablesOf,
} from './tables.js'
export { Intractable } from './tractable.js'
export { prepare, type Wanted } from './prepare.js'
export { solve, type Solution } from './solve.js'
export type { GasSolution } from './gasSolution.js'
export type { BalanceSolution } from './balance.js'
export type {
  Count,
  CountingSolution,
  EntropySolution,
  LevelState,
  PairCounting,
  RelaxationSolution,
  StationaryAnswers,
  StationarySolution,
} from './answers.js'
export type { PointCertificates } from './certificates.js'
export type { ScatteringEvidence } from './evidence.js'
export { imprecise, impreciseAmplitudes, modelWarnings, type Warning } from './warnings.js'
export {
  lowDensityRatio,
  sampledGas,
  secularCondition,
  validityThreshold,
  validityWarnings,
  type SampledGas,
  type SecularCondition,
  type Validity,
} from './validity.js'
export { collisionSamples, mostSampledLevels, type CollisionSamples } from './collisionSamples.js'
export { asList } from './words.js'
