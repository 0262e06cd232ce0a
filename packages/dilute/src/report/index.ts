/** Results for reading: what there is to tell as data, as a page, and as text for a terminal. */
export { reportHtml, type ReportContents } from './html.js'
export { jsonPieces } from './jsonPieces.js'
export { resultsText, tellingText, type TextOptions } from './text.js'
export { sections, tell, type TellOptions } from '../tell/telling.js'
export { tellEvolution } from '../tell/evolution.js'
export { tellScattering } from '../tell/scattering.js'
export { tellTrajectories } from '../tell/trajectories.js'
export type {
  Cell,
  Column,
  Details,
  Fact,
  Facts,
  Matrix,
  Note,
  NumberCell,
  Part,
  Phrase,
  Plane,
  Room,
  Section,
  Table,
  Telling,
  VerdictPart,
} from '../tell/section.js'
export type { Piece, RichText, Text } from '../tell/text.js'
export type { Outcome, VerdictText } from '../tell/verdict.js'
export { printable } from './terminal/lines.js'
