export {
  centralInteraction, contactStrengths, deltaPotential, directedGas, exponentialPotential, findAntiunitarySymmetry,
  functionPotential, gaussianPotential, hamiltonianSystem, InvalidModel, inverseTemperature, latticeSystem,
  poschlTellerPotential, potentialInteraction, ringSystem, sampledMomentumDensity, scatteringLengths,
  squarePotential, stationaryGas, sumOfPotentials, tabulatedPotential, thermalGas, woodsSaxonPotential,
} from '../model/index.js'
export type {
  AntiunitarySearch, AntiunitarySymmetry, Bond, CentralInteraction, Complex, ContactInteraction, ContactStrengths,
  Delta, Dimension, DirectedGas, FunctionPotential, Gas, Interaction, Interval, MomentumDensity, Movers, Potential,
  PotentialInteraction, Ring, ScatteringLengths, ScatteringLengthsArguments, Shape, StationaryGas,
  StationaryGasArguments, SupportEnd, SupportEnds, System, TabulatedPotential, ThermalGas, WoodsSaxon,
} from '../model/index.js'
