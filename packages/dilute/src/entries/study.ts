export {
  evolveStudy, planPoints, readStudy, runStudy, scatterStudy, StudyError, studyEvolution, version,
} from '../study/index.js'
export type {
  AntiunitaryVerdict, BathConfig, BathResults, BoundState, CertificateResults, Channel, ContactConfig,
  CountingResults, Cycle, DensityRows, DetailedBalanceResults, DirectedGasConfig, Evidence, EvolveResults,
  FoundPole, GasConfig, Incomplete, InitialConfig, InteractionConfig, MomentumDensityConfig, PlannedPoint,
  PointResults, PoleGuess, PotentialConfig, PotentialsConfig, PotentialTerm, ReadOptions, ReportPart,
  ResonanceState, Running, RunOptions, RunProgress, ScatteringAtEnergy, ScatteringConfig, ScatterRequest,
  ScatterResults, SolvedPoint, StationaryGasConfig, Study, StudyConfig, StudyEvolution, StudyResults, SweepAxis,
  SweepPoint, SweepResults, SymmetryVerdict, SystemConfig, ThermalGasConfig, ValidityResults,
} from '../study/index.js'
