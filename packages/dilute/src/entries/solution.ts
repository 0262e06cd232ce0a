export {
  Intractable, solve, tablesFor,
} from '../solution/index.js'
export type {
  BalanceSolution, Count, CountingSolution, Encounter, EntropySolution, GasSolution, LevelState, Model,
  PairCounting, PartialWaveEvidence, PointCertificates, RelaxationSolution, ScatteringEvidence, ScatteringTables,
  SecularCondition, Solution, StationaryAnswers, StationarySolution, TablesOf, Validity,
} from '../solution/index.js'
