export { complexBatch, type BrokenLaws, type ComplexBatch, type EnergyBatch, type Resonance, type Scatterer } from './scatterer.js'
export { contactScatterer, type ContactScatterer, type ScatteringMethod } from './contact.js'
export { densityOfStates, shellAverage } from './shellModes.js'
export { unitarityResidual } from './unitarity.js'
