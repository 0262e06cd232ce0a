export { gibbsPopulations } from './gibbs.js'
export { stationaryMixture, stationaryStates, type StationaryStates } from './stationary.js'
export {
  detailedBalance, detailedBalanceTolerance, threeLevelConditions, type DetailedBalance, type LevelBalance, type ThermalizationCondition,
} from './detailedBalance.js'
export { affinity, fundamentalCycles, kolmogorovBalance, type CycleAffinity, type KolmogorovBalance } from './cycles.js'
export { heatCurrents, probabilityCurrents, totalHeatCurrent } from './currents.js'
export { entropyProduction, type EntropyProduction } from './entropyProduction.js'
export { countingProcess, type CountingProcess, type Cumulants } from './counting.js'
export { cycleCumulants, heatCumulants, pairCumulants, type PairCumulants } from './countingStatistics.js'
export { relaxation, relaxationToStationary, type Relaxation, type RelaxationToStationary } from './relaxation.js'
export { stationaryFlows, type Measured, type StationaryFlow } from './stationaryFlows.js'
export {
  bathEntropyProduction, bathHeatCurrents, stationaryEntropyProduction, type BathEntropyProduction, type BathRates,
} from './baths.js'
export {
  zeroFrequencyThermodynamics, type BlockRelaxation, type GroupCounting, type GroupMatrix, type GroupRates, type MeasuredState, type ZeroFrequencyOptions,
  type ZeroFrequencyThermodynamics,
} from './zeroFrequency/index.js'
