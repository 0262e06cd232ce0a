export {
  affinity, bathEntropyProduction, bathHeatCurrents, countingProcess, cycleCumulants, detailedBalance,
  detailedBalanceTolerance, entropyProduction, fundamentalCycles, gibbsPopulations, gibbsState, heatCumulants,
  heatCurrents, isGibbsStationary, kolmogorovBalance, levelConditions, pairCumulants, populationsOf,
  probabilityCurrents, relaxation, relaxationToStationary, schnakenbergProduction, stationaryEntropyProduction,
  stationaryFlows, stationaryMixture, stationaryProcess, stationaryStates, thermalizationConditions,
  threeLevelConditions, totalHeatCurrent, zeroFrequencyThermodynamics,
} from '../thermodynamics/index.js'
export type {
  BalanceVerdict, BathRates, BlockRelaxation, CountingProcess, Cumulants, CycleAffinity, DetailedBalance,
  EntropyProduction, GroupCounting, GroupMatrix, GroupRates, KolmogorovBalance, LevelBalance, Measured,
  MeasuredArray, MeasuredState, PairCumulants, Populations, Relaxation, RelaxationToStationary, StationaryFlow,
  StationaryProcess, StationaryStates, ThermalizationCondition, WorstPair, ZeroFrequencyOptions,
  ZeroFrequencyThermodynamics,
} from '../thermodynamics/index.js'
