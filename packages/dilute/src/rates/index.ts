export {
  arrheniusTable,
  heightError,
  isForbidden,
  isResolved,
  logRate,
  pauliGenerator,
  rate,
  rateTable,
  relativeError,
  rounding,
  type Arrhenius,
  type RateTable,
  type Transition,
} from './rateTable.js'
export { ratesBetween, sumRates } from './sumRates.js'
export { scaled, smallestNormal } from './scaled.js'
export { groupsOfPairs, sumZeroFrequencyBlocks, type ZeroFrequencyBlock } from './zeroFrequencyBlock.js'
export { plainBlock, type MeasuredMatrix } from './plainBlock.js'
