export { isResolved, pauliGenerator, rate, rateTable, type RateTable } from './rateTable.js'
export { collisionTable, NotConverged, type CollisionTable, type CollisionTableOptions } from './collisionTable.js'
export { thermalRates, type Normalization } from './thermalRates.js'
export type { Panel } from './panel.js'
