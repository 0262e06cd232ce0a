import { mostJsonPoints } from '../export/index.js'
import { pieceCount } from '../pieces/division.js'
import { recordedColumns } from '../pieces/record.js'
import { printable } from '../report/index.js'
import { sweepStore } from './enterStore.js'
import { openStudy } from './openStudy.js'
import { print } from './print.js'
import { UsageError } from './usage.js'

/** `dilute plan STUDY`: how a sweep would be cut, and what would be recorded; nothing is computed. */
export async function plan(
  file: string,
  { set = [], json = false }: { readonly set?: readonly string[]; readonly json?: boolean },
): Promise<void> {
  const study = await openStudy(file, set)
  if (study.config.sweep === undefined) throw new UsageError('plan: expected a study with a sweep, found one point')
  const { division, job } = sweepStore(study, '', { json: false })
  const planned = {
    points: division.points,
    pieces: pieceCount(division),
    pointsPerPiece: Math.min(division.perPiece, division.points),
    columns: recordedColumns(study, job.record).map(({ name }) => name),
  }
  await print([json ? `${JSON.stringify(planned, null, 2)}\n` : planText(printable(file), planned)])
}

function planText(
  file: string,
  {
    points,
    pieces,
    pointsPerPiece,
    columns,
  }: { points: number; pieces: number; pointsPerPiece: number; columns: readonly string[] },
): string {
  return [
    `${file}: ${points} points in ${pieces} piece${pieces === 1 ? '' : 's'} of ${pointsPerPiece}`,
    `columns: ${columns.join(', ')}`,
    `files: results.parquet${points > mostJsonPoints ? '' : ', results.json'}`,
  ]
    .map((line) => `${line}\n`)
    .join('')
}
