export { InvalidModel } from './invalidModel.js'
export {
  hamiltonianSystem, latticeSystem, ringSystem, type Bond, type Complex, type Ring, type System,
} from './system.js'
export { logPeakDensity, thermalGas, type Dimension, type ThermalGas } from './gas.js'
export {
  contactStrengths, couplings, distance, isTransparent, scatteringLengths,
  type ContactInteraction, type ContactStrengths, type ScatteringLengths, type ScatteringLengthsArguments,
} from './interaction.js'
export { couplingTest, fundamentalLoops, type Loop } from './loops.js'
export { findAntiunitarySymmetry, type AntiunitarySearch, type AntiunitarySymmetry } from './antiunitary.js'
export * from './potentials/index.js'
