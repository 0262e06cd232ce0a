export { gibbsPopulations } from './gibbs.js'
export { populationsOf, type Measured, type MeasuredArray, type Populations } from './populations.js'
export { stationaryMixture, stationaryStates, type StationaryStates } from './stationary.js'
export { stationaryProcess, type StationaryProcess } from './stationaryProcess.js'
export {
  detailedBalance, detailedBalanceTolerance, threeLevelConditions, type DetailedBalance, type LevelBalance, type ThermalizationCondition,
} from './detailedBalance.js'
export { affinity, fundamentalCycles, kolmogorovBalance, type CycleAffinity, type KolmogorovBalance } from './cycles.js'
export { heatCurrents, measuredHeatCurrents, probabilityCurrents, totalHeatCurrent } from './currents.js'
export { entropyProduction, type EntropyProduction } from './entropyProduction.js'
export { countingProcess, type CountingProcess } from './counting.js'
export type { Cumulants } from './cumulants.js'
export { cycleCumulants, heatCumulants, pairCumulants, type PairCumulants } from './countingStatistics.js'
export { relaxation, relaxationToStationary, type Relaxation, type RelaxationToStationary } from './relaxation.js'
export { stationaryFlows, type StationaryFlow } from './stationaryFlows.js'
export {
  bathEntropyProduction, bathHeatCurrents, stationaryEntropyProduction, type BathEntropyProduction, type BathRates,
} from './baths.js'
