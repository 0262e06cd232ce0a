/** What needs Node: a document to draw in where there is no browser, and figures as PNG images. */
export { nodeDocument } from './document.js'
export { renderPng } from './png.js'
export { rendered, type Figure } from './rendered.js'
