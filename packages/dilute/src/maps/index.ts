export { PointRates, type ThermalMotion } from './pointRates.js'
export { SeparateRates, type SeparateMotion } from './separateRates.js'
