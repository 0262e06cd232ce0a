/** What the cases measure that is not public. */
export { PointRates } from '../packages/dilute/src/maps/index.js'
export { jobOf } from '../packages/dilute/src/pieces/piece.js'
export { pieceWork } from '../packages/dilute/src/pieces/work.js'
export { inline } from '../packages/dilute/src/runners/inline.js'
export { threads } from '../packages/dilute/src/runners/threads.js'
export { beginStore, storeFor } from '../packages/dilute/src/store/store.js'
export { planOf, readStudy } from '../packages/dilute/src/study/index.js'
