/**
 * dilute: from microscopic scattering to thermodynamics. An n-level quantum system in a dilute gas, its exact scattering, the rates of
 * the low-density master equation, and what follows. Units: ħ = k_B = 1. Each layer has an entry point of its own (`dilute/model`, …).
 */
export * from './model/index.js'
export * from './scattering/index.js'
export * from './rates/index.js'
export * from './generator/index.js'
export * from './thermodynamics/index.js'
export * from './dynamics/index.js'
export * from './solution/index.js'
export * from './study/index.js'
