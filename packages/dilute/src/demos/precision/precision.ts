import type { StudyDemo } from '../demo.js'
import { drawPrecision } from './drawPrecision.js'
import { precisionStudy } from './precisionStudy.js'

/** A precise loop current without entropy production. */
export const precision: StudyDemo = { kind: 'study', text: precisionStudy, draw: drawPrecision }
