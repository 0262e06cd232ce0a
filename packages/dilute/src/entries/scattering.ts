export {
  amplitudeSymmetries, centralScatterer, channelScatterer, complexBatch, contactScatterer, densityOfStates,
  partialWaves, probeEnergies, unitarityResidual, wavePacket,
} from '../scattering/index.js'
export type {
  AmplitudeSymmetries, BoundLevel, BoundStates, BrokenLaws, CentralScatterer, ChannelScatterer,
  ChannelScattererOptions, Complete, ComplexBatch, ContactScatterer, EnergyBatch, ListedResonance, NoPole,
  PartialWaves, PartialWavesOptions, Pole, Quantity, ResolvedAmplitude, Resonance, Resonances, Scatterer,
  ScatteringMethod, ShellFunctions, ThresholdExpansion, WaveLimit, WavePacket, WavePacketOptions,
} from '../scattering/index.js'
