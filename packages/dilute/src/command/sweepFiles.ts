/** The files of a sweep out of its table. */
import { mostJsonPoints, sweepFile, type SweepFormat, recordedPoints } from '../export/index.js'
import type { SweepTable } from '../pieces/sweepTable.js'
import { wholePoints } from '../store/table.js'
import type { SweepResults } from '../study/index.js'
import { jsonPieces } from '../report/index.js'
import { UsageError } from './usage.js'
import type { Files } from './writeTogether.js'

/** Parquet unless given, and JSON of few points. Throws a UsageError for JSON of many, which `option` has asked for. */
export function formatsFor(
  points: number,
  given: readonly SweepFormat[] | undefined,
  option = '--format',
): readonly SweepFormat[] {
  if (points > mostJsonPoints && given?.includes('json')) {
    throw new UsageError(
      `${option}: json has at most ${mostJsonPoints} points, and this sweep ${points}: ` +
        'use parquet, npz or csv, which have any number',
    )
  }
  return given ?? (points > mostJsonPoints ? ['parquet'] : ['parquet', 'json'])
}

const dataName = (format: SweepFormat): string => `results.${format}`

export const dataNames = (formats: readonly SweepFormat[]): string[] => formats.map(dataName)

/** `results.FORMAT` for each format, made while they are written. */
export async function dataFiles(table: SweepTable, formats: readonly SweepFormat[], whole: boolean): Promise<Files> {
  const files = formats.map(async (format): Promise<[string, Files[string]]> => [
    dataName(format),
    format === 'json' ? sweepJson(table, whole) : await sweepFile(table, format),
  ])
  return Object.fromEntries(await Promise.all(files))
}

/** A sweep as JSON: at once where it is small, else point by point. */
export function sweepJson(table: SweepTable, whole: boolean): Iterable<string> {
  if (table.rows > mostJsonPoints) return streamed(table, whole)
  return jsonPieces({ warnings: table.about.warnings, points: [...pointsOf(table, whole)] })
}

const pointsOf = (table: SweepTable, whole: boolean): Iterable<object> =>
  whole ? wholePoints(table) : recordedPoints(table)

function* streamed(table: SweepTable, whole: boolean): Generator<string> {
  yield `{\n"warnings": ${JSON.stringify(table.about.warnings)},\n"points": [\n`
  let first = true
  for (const point of pointsOf(table, whole)) {
    if (!first) yield ',\n'
    yield* jsonPieces(point)
    first = false
  }
  yield ']\n}\n'
}

/** The results of a sweep whose points are kept whole, all in memory. */
export const sweepResults = (table: SweepTable): SweepResults => ({
  warnings: table.about.warnings,
  points: [...wholePoints(table)],
})
