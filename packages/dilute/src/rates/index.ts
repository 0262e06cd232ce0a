export {
  arrheniusTable, isResolved, logRate, pauliGenerator, rate, rateTable, relativeError, sumRates, type Arrhenius, type RateTable, type Transition,
} from './rateTable.js'
