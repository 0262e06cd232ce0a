export { gibbsPopulations, gibbsState } from './gibbs.js'
export { populationsOf, type Measured, type MeasuredArray, type Populations } from './populations.js'
export { stationaryMixture, stationaryStates, type StationaryStates } from './stationary.js'
export { stationaryProcess, type StationaryProcess } from './stationaryProcess.js'
export { detailedBalance, detailedBalanceTolerance, type DetailedBalance } from './detailedBalance.js'
export type { BalanceVerdict, WorstPair } from './balanceVerdict.js'
export {
  levelConditions,
  threeLevelConditions,
  thermalizationConditions,
  type LevelBalance,
  type ThermalizationCondition,
} from './thermalization.js'
export { affinity, fundamentalCycles, measuredAffinity, type CycleAffinity } from './cycles.js'
export { kolmogorovBalance, type KolmogorovBalance } from './kolmogorov.js'
export { heatCurrents, measuredHeatCurrents, probabilityCurrents, totalHeatCurrent } from './currents.js'
export { entropyProduction, schnakenbergProduction, type EntropyProduction } from './entropyProduction.js'
export { gibbsTolerance, isGibbsStationary } from './gibbsStationarity.js'
export { countingProcess, type CountingProcess } from './counting.js'
export type { Cumulants } from './cumulants.js'
export { cycleCumulants, heatCumulants, pairCumulants, type PairCumulants } from './countingStatistics.js'
export { relaxation, relaxationToStationary, type Relaxation, type RelaxationToStationary } from './relaxation.js'
export { stationaryFlows, type StationaryFlow } from './stationaryFlows.js'
export {
  bathEntropyProduction,
  bathHeatCurrents,
  exchangeRounding,
  stationaryEntropyProduction,
  type BathRates,
} from './baths.js'
export {
  zeroFrequencyThermodynamics,
  type BlockRelaxation,
  type GroupCounting,
  type GroupMatrix,
  type GroupRates,
  type MeasuredState,
  type ZeroFrequencyOptions,
  type ZeroFrequencyThermodynamics,
} from './zeroFrequency/index.js'
