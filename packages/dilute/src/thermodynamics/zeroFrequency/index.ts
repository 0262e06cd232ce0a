export {
  zeroFrequencyThermodynamics,
  type GroupCounting,
  type GroupMatrix,
  type MeasuredState,
  type ZeroFrequencyOptions,
  type ZeroFrequencyThermodynamics,
} from './zeroFrequencyThermodynamics.js'
export type { GroupRates } from './groupRates.js'
export type { BlockRelaxation } from './relaxation.js'
