export { exportedPoint, type ExportedPoint, type NamedArray } from './exportedPoint.js'
export { exportFiles, exportFormats, type ExportFormat } from './formats.js'
export { mostJsonPoints, sweepFile, type SweepFormat, sweepFormats } from './sweep/formats.js'
export { recordedPoints } from './sweep/json.js'
