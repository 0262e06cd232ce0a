/** What needs Node: a document to draw in where there is no browser, and figures as PNG images and PDF pages. */
export { nodeDocument } from './document.js'
export { renderPng } from './png.js'
export { renderPdf } from './pdf.js'
export { rendered, type Figure } from './rendered.js'
