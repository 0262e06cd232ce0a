export { readStudy, type ReadOptions } from './reading/read.js'
export type { Study } from './reading/study.js'
export { StudyError } from './reading/studyError.js'
export { planPoints, type PlannedPoint } from './reading/plan.js'
export { runStudy, type SolvedPoint } from './running/run.js'
export type { Incomplete, RunOptions, RunProgress, Running } from './running/running.js'
export { scatterStudy, type ScatterRequest, type ScatterResults } from './running/scatter.js'
export type { BoundState, FoundPole, PoleGuess, ResonanceState } from './running/scatteringSpectrum.js'
export type { Channel, ScatteringAtEnergy } from './running/scatteringAtEnergy.js'
export { evolveStudy, studyEvolution, type DensityRows, type EvolveResults, type StudyEvolution } from './running/evolve.js'
export type * from './reading/config.js'
export type {
  AntiunitaryVerdict, BathResults, CertificateResults, CountingResults, Cycle, DetailedBalanceResults, Evidence, PointResults, StudyResults, SweepPoint,
  SweepResults, SymmetryVerdict, ValidityResults,
} from './results.js'
export { version } from './running/version.js'
