export {
  arrheniusTable,
  isResolved,
  logRate,
  pauliGenerator,
  plainBlock,
  rate,
  ratesBetween,
  rateTable,
  sumRates,
  sumZeroFrequencyBlocks,
} from '../rates/index.js'
export type { Arrhenius, MeasuredMatrix, RateTable, Transition, ZeroFrequencyBlock } from '../rates/index.js'
