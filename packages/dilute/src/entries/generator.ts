export {
  bohrBlocks, certificates, certificateTolerance, coherenceAmplitudes, collapseOperators, collisionTable,
  dissipatorSpectrum, elasticRates, gasRates, gibbsResidual, isResolved, kossakowskiForm, NotCompletelyPositive,
  NotConverged, pauliGenerator, positivityCertificate, quantumDetailedBalance, rate, rateTable, secularDistance,
  secularGenerator, sumGenerators, sumRates, thermalRates, tracePreservation, zeroFrequencyOf,
} from '../generator/index.js'
export type {
  AmplitudeTable, BohrBlock, CertificateOptions, Certificates, CollapseOperator, CollapseOperators, CollisionTable,
  CollisionTableOptions, CompletePositivity, ElasticRates, FrequencyPositivity, GeneratorBlock, KossakowskiBlock,
  KossakowskiForm, Normalization, PositivityCertificate, QuantumDetailedBalance, RateTable, Residual,
  SecularDistance, SecularGenerator, SecularGeneratorOptions,
} from '../generator/index.js'
