export { merged, sumOfPotentials, type Delta, type Interval, type Potential } from './potential.js'
export * from './shapes.js'
export { functionPotential, type FunctionPotential, type SupportEnd, type SupportEnds } from './functionPotential.js'
export { tabulatedPotential, type TabulatedPotential } from './tabulatedPotential.js'
export {
  centralInteraction,
  potentialInteraction,
  type CentralInteraction,
  type PotentialInteraction,
} from './potentialInteraction.js'
