export {
  jsonPieces, reportHtml, resultsTable, sections, tell, tellEvolution, tellingText, tellScattering, tellTrajectories,
} from '../report/index.js'
export type {
  Cell, Column, Details, Fact, Facts, Matrix, Note, NumberCell, Outcome, Part, Phrase, Piece, Plane, ReportParts, RichText, Room, Section,
  Table, TableOptions, TellOptions, Telling, Text, VerdictPart, VerdictText,
} from '../report/index.js'
