export {
  arrheniusTable, isResolved, logRate, pauliGenerator, rate, rateTable, relativeError, sumRates, type Arrhenius, type RateTable, type Transition,
} from './rateTable.js'
export { groupsOfPairs, sumZeroFrequencyBlocks, type ZeroFrequencyBlock } from './zeroFrequencyBlock.js'
export { plainBlock, type MeasuredMatrix } from './plainBlock.js'
