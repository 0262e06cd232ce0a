export { readStudy, type ReadOptions } from './read/read.js'
export { locateInStudy, studyError, type Study, type StudyText } from './read/study.js'
export { planOf, pointAt, type Plan, type PlannedAxis, type PlannedParameter, type PlannedPoint } from './read/plan.js'
export {
  StudyError,
  type PlacedProblem,
  type Problem,
  type ProblemPlace,
  type ProblemPoint,
} from './problem/problem.js'
export { formatPath, type Path } from './problem/path.js'
export { studyJsonSchema } from './declare/jsonSchema.js'
export { blamed } from './running/extremes.js'
export { runStudy, type SolvedPoint } from './running/run.js'
export {
  running,
  type Incomplete,
  type RunOptions,
  type RunProgress,
  type Running,
  type Step,
} from './running/running.js'
export { scatterStudy, type ScatterRequest, type ScatterResults } from './running/scatter.js'
export type { BoundState, FoundPole, PoleGuess, ResonanceState } from './running/scatteringSpectrum.js'
export type { Channel, ScatteringAtEnergy } from './running/scatteringAtEnergy.js'
export { evolveStudy, studyEvolution, type StudyEvolution } from './running/evolve.js'
export type { DensityRows, EvolveResults } from './running/evolutionResults.js'
export type { BathConfig } from './declare/bath.js'
export type { ContactConfig } from './declare/contact.js'
export type {
  DirectedGasConfig,
  GasConfig,
  MomentumDensityConfig,
  StationaryGasConfig,
  ThermalGasConfig,
} from './declare/gas.js'
export type { InitialConfig } from './declare/initial.js'
export type { InteractionConfig, PotentialsConfig } from './declare/interaction.js'
export type { PotentialConfig, PotentialTerm } from './declare/potential.js'
export type { ScatteringConfig } from './declare/scattering.js'
export type { OptionalResult, StudyConfig } from './declare/study.js'
export { mostPoints, type SweepAxis, type TiedParameter } from './declare/sweep.js'
export type { SystemConfig } from './declare/system.js'
export type {
  AntiunitaryVerdict,
  BathResults,
  CertificateResults,
  CountingResults,
  Cycle,
  DetailedBalanceResults,
  Evidence,
  PointResults,
  StudyResults,
  SweepPoint,
  SweepResults,
  SymmetryVerdict,
  UnitResults,
  ValidityResults,
} from './results.js'
export type { Units } from './units/studyUnits.js'
export { version } from './running/version.js'
export {
  placesOf,
  placesOn,
  strideOf,
  indicesOf,
  type PointRange,
  scatteringGroups,
  pointsByAxes,
  pointsByScattering,
} from './read/plan.js'
export { overridesOf, withValue } from './read/overrides.js'
export { parseSource } from './read/source.js'
export { valueAt } from './problem/path.js'
export { suggestion } from './problem/suggestion.js'
export { siteCount } from './declare/system.js'
export type {
  ThermalizationCondition,
  Complex,
  Verdict,
  LevelPair,
  Matrix,
  Cumulants,
  GeneratorResults,
} from './results.js'
export { modelBuilder, solvedStudy, studyModel, studyTables } from './running/model.js'
export { requireRates } from './running/requireRates.js'
export { Turns } from './running/turns.js'
export { lazyPointResults } from './running/point.js'
export { runPoints, warnedPoint, type Solved } from './running/run.js'
export { joinedTallies, tallied, type WarnedPoint, type WarningTally, toldWarnings } from './running/sweepWarnings.js'
export { bathsOf } from './declare/bath.js'
export { matrix } from './running/nested.js'
export type {
  TrajectoryResults,
  ListedTrajectory,
  ListedWave,
  PopulationTrajectories,
  WaveTrajectories,
} from './running/trajectoryResults.js'
export type { TrajectoryCurves, StudyTrajectories, TrajectoryRequest } from './running/trajectories.js'
export type { Span } from './running/scatteringSpectrum.js'
export { factorTo, quantityOf } from './units/studyUnits.js'
export { type Chunk, type Ensemble, type EnsembleSums, chunkRunner } from '../dynamics/index.js'
export { ArithmeticError, evaluateArithmetic } from './arithmetic/arithmetic.js'
export type { UnitKind } from './units/kinds.js'
