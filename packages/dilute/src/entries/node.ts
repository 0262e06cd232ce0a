export { nodeDocument, rendered, renderPdf, renderPng } from '../node/index.js'
export type { Figure } from '../node/index.js'
