export { isResolved, pauliGenerator, rate, rateTable, sumRates, type RateTable } from '../rates/index.js'
export { NotConverged } from '../numerics/index.js'
export {
  collisionTable,
  collisionTableSteps,
  type CollisionTable,
  type CollisionTableOptions,
} from './collisionTable.js'
export { cellOctaves, gasCell, temperatureCell, type GasCell, type TemperatureCell } from './temperatureCells.js'
export { gasRates, maxwellianRates, tableIntegrals, thermalRates, unitOf, type Normalization } from './gasRates.js'
export { emptyIntegrals, integralError, ruleError, type RateIntegrals } from './rateIntegrals.js'
export type { Panel, Planes } from './panel.js'
export { resonancesIn } from './stretches.js'
export { bohrBlocks, bohrTolerance, type BohrBlock } from './bohrBlocks.js'
export { dissipatorSpectrum, measuredSpectrum, type MeasuredSpectrum } from './dissipatorSpectrum.js'
export {
  coherenceAmplitudes,
  coherenceAmplitudesSteps,
  secularGenerator,
  type SecularGeneratorOptions,
} from './secularGenerator.js'
export type { GeneratorBlock, SecularGenerator } from './generatorBlocks.js'
export { secularDistance, type SecularDistance } from './secularDistance.js'
export { sumGenerators } from './sumGenerators.js'
export { zeroFrequencyOf } from './zeroFrequency.js'
export {
  collapseOperators,
  NotCompletelyPositive,
  type CollapseOperator,
  type CollapseOperators,
} from './collapseOperators.js'
export {
  kossakowskiForm,
  positivityCertificate,
  type FrequencyPositivity,
  type KossakowskiBlock,
  type KossakowskiForm,
  type PositivityCertificate,
} from './kossakowski.js'
export { hamiltonianPart, visitTerms, withHamiltonian } from './hamiltonianPart.js'
export {
  certificates,
  certificateTolerance,
  commutation,
  gibbsResidual,
  quantumDetailedBalance,
  tracePreservation,
  type CertificateOptions,
  type Certificates,
  type CompletePositivity,
  type QuantumDetailedBalance,
  type Residual,
} from './certificates/index.js'
export type { AmplitudeTable } from './amplitudeTable.js'
export { elasticRates, type ElasticRates } from './elasticRates.js'
