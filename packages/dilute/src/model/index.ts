export { InvalidModel } from './invalidModel.js'
export {
  groupIndex,
  hamiltonianSystem,
  latticeSystem,
  levelMixing,
  ringSystem,
  type Bond,
  type Complex,
  type Ring,
  type System,
} from './system.js'
export * from './gases/index.js'
export {
  contactStrengths,
  couplings,
  distance,
  isTransparent,
  scatteringLengths,
  type ContactInteraction,
  type ContactStrengths,
  type ScatteringLengths,
  type ScatteringLengthsArguments,
} from './interaction.js'
export { alikeSites, atOnePoint, hasPotentials, sitesOf, type Interaction } from './exchange.js'
export { couplingTest, fundamentalLoops, type Loop } from './loops.js'
export {
  enforcesBalance,
  findAntiunitarySymmetry,
  type AntiunitarySearch,
  type AntiunitarySymmetry,
} from './antiunitary.js'
export { bonds } from './connectedEigensystem.js'
export * from './potentials/index.js'
