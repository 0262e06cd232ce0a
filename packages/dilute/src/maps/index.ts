export { PointRates, type ThermalMotion } from './pointRates.js'
