export {
  complexBatch,
  type BoundLevel,
  type BoundStates,
  type BrokenLaws,
  type Complete,
  type ComplexBatch,
  type EnergyBatch,
  type ListedResonance,
  type NoPole,
  type Pole,
  type Resonance,
  type Resonances,
  type Scatterer,
  type ShellFunctions,
} from './scatterer.js'
export {
  transitionLayout,
  modeTransitions,
  orthonormalTransitions,
  transitionBatch,
  shellTransitions,
  type TransitionLayout,
  type ShellTransitions,
} from './transitionLayout.js'
export { idleScatterer } from './idle.js'
export { contactScatterer, requireContact, type ContactScatterer, type ScatteringMethod } from './contact.js'
export { densityOfStates, distinctPoints, shellAverage } from './shellModes.js'
export { forEachSum, levelPropagator, type LevelFunction } from './propagator.js'
export type { Momenta } from './momenta.js'
export { amplitudeRounding } from './rounding.js'
export type { Quantity, ThresholdExpansion } from './threshold.js'
export { unitarityResidual } from './unitarity.js'
export { probeDirections, probeEnergies } from './probes.js'
export { amplitudeSymmetries, type AmplitudeSymmetries } from './symmetries.js'
export {
  channelScatterer,
  type ChannelScatterer,
  type ChannelScattererOptions,
} from './coupledChannels/channelScatterer.js'
export { feltSupport } from './coupledChannels/feltSupport.js'
export { partialWaves, type PartialWaves, type PartialWavesOptions } from './centralPotential/partialWaves.js'
export {
  centralScatterer,
  heldWaves,
  isCentral,
  type CentralScatterer,
  type WaveLimit,
} from './centralPotential/centralScatterer.js'
export {
  wavePacket,
  type ResolvedAmplitude,
  type WavePacket,
  type WavePacketOptions,
} from './wavePackets/wavePacket.js'
export type { Grid } from './wavePackets/grid.js'
export type { Packet } from './wavePackets/packet.js'
export { setCoupling } from './evenMode.js'
export { separations, type Separation } from './separations.js'
