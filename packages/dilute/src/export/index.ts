export { exportedPoint, type ExportedPoint, type NamedArray } from './exportedPoint.js'
export { exportFiles, exportFormats, type ExportFormat } from './formats.js'
