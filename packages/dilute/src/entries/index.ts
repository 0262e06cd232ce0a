/**
 * dilute: from microscopic scattering to thermodynamics. An n-level quantum system in a dilute gas, its exact
 * scattering, the rates of the low-density master equation, and what follows. Units: ħ = k_B = 1. Each layer has an
 * entry point of its own (`dilute/model`, …).
 */
export * from './model.js'
export * from './scattering.js'
export * from './rates.js'
export * from './generator.js'
export * from './thermodynamics.js'
export * from './dynamics.js'
export * from './solution.js'
export * from './study.js'
export { OutOfDomain } from './numerics.js'
