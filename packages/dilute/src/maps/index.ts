export { PointRates } from './pointRates.js'
export { SeparateRates, type SeparateInteraction } from './separateRates.js'
export type { IntegralsAlong, VariedDot } from './pointLine.js'
export type { ThermalMotion } from './thermalMotion.js'
