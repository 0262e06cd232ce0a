export {
  evolveStudy, formatPath, locateInStudy, planOf, pointAt, readStudy, runStudy, scatterStudy, studyError, StudyError,
  studyEvolution, studyJsonSchema, version,
} from '../study/index.js'
export { sweepColumns } from '../pieces/sweepColumns.js'
export type { ColumnBatch, SweepColumnsOptions } from '../pieces/sweepColumns.js'
export type {
  AntiunitaryVerdict, BathConfig, BathResults, BoundState, CertificateResults, Channel, ContactConfig,
  CountingResults, Cycle, DensityRows, DetailedBalanceResults, DirectedGasConfig, Evidence, EvolveResults,
  FoundPole, GasConfig, Incomplete, InitialConfig, InteractionConfig, MomentumDensityConfig, Path, PlacedProblem,
  Plan, PlannedAxis, PlannedParameter, PlannedPoint, PointResults, PoleGuess, PotentialConfig, PotentialsConfig,
  PotentialTerm, Problem, ProblemPlace, ProblemPoint, ReadOptions, ReportPart, ResonanceState, Running, RunOptions,
  RunProgress, ScatteringAtEnergy, ScatteringConfig, ScatterRequest, ScatterResults, SolvedPoint,
  StationaryGasConfig, Study, StudyConfig, StudyEvolution, StudyResults, StudyText, SweepAxis, SweepPoint,
  SweepResults, SymmetryVerdict, SystemConfig, ThermalGasConfig, TiedParameter, UnitResults, Units, ValidityResults,
} from '../study/index.js'
export { pieceWork } from '../pieces/work.js'
export type { Columns, Job, PieceWork, RowReasons } from '../pieces/piece.js'
