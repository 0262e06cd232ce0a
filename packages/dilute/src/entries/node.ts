export { nodeDocument, rendered, renderPng } from '../node/index.js'
export type { Figure } from '../node/index.js'
