export { readStudy, type ReadOptions } from './read.js'
export type { Study } from './study.js'
export { StudyError } from './studyError.js'
export { planPoints, type PlannedPoint } from './plan.js'
export { runStudy, type RunOptions, type RunProgress } from './run.js'
export { scatterStudy, type Channel, type ScatteringAtEnergy, type ScatterResults } from './scatter.js'
export type * from './config.js'
export type {
  AntiunitaryVerdict, Cycle, DetailedBalanceResults, Evidence, PointResults, StudyResults, SweepPoint, SweepResults, SymmetryVerdict,
} from './results.js'
export { version } from './version.js'
