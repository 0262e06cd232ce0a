import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type ExportFormat, sweepFormats, type SweepFormat } from '../export/index.js'
import type { Study } from '../study/index.js'
import { blaming } from './blaming.js'
import { openStudy } from './openStudy.js'
import { UsageError } from './usage.js'
import { print } from './print.js'
import { requireWritable, writeTogether, type Files } from './writeTogether.js'

export interface ExportOptions {
  readonly set?: readonly string[]
  readonly to: ExportFormat | SweepFormat
  readonly out: string
}

/**
 * `dilute export STUDY --to FORMAT --out PATH`, of a point or of a sweep, which may be a folder that holds one. PATH is
 * a folder for `qutip`; otherwise the file, or a folder that exists.
 */
export async function exportStudy(from: string, { set = [], to, out }: ExportOptions): Promise<void> {
  if (out === '') throw new UsageError('--out: expected a path, found nothing')
  const isOfFolder = (await existsAsFolder(from)) === true
  if (isOfFolder && set.length > 0)
    throw new UsageError(`--set: expected a study to set values in, found the results in the folder ${from}`)
  const source = isOfFolder ? from : await openStudy(from, set)
  const isFolder = await existsAsFolder(out)
  if (!isOfFolder && (await isSame(from, out)))
    throw new UsageError(`--out: expected another file than the study ${from}`)
  if (to === 'qutip' && isFolder === false) throw new UsageError(`--out: expected a folder, found the file ${out}`)
  const intoFolder = to === 'qutip' || isFolder === true
  const folder = intoFolder ? out : dirname(out)
  await requireWritable(folder, intoFolder ? [] : [basename(out)])
  const write = async (files: Files): Promise<void> => {
    const named = intoFolder ? files : renamed(files, basename(out))
    await writeTogether(folder, named)
    await print([
      `Written: ${Object.keys(named)
        .map((name) => join(folder, name))
        .join(', ')}\n`,
    ])
  }
  const work = (): Promise<void> => withFiles(source, to, write)
  await (typeof source === 'string' ? work() : blaming(source, work))
}

/** Of one point, unless it is a sweep and a format for them. */
async function withFiles(
  source: Study | string,
  to: ExportFormat | SweepFormat,
  write: (files: Files) => Promise<void>,
): Promise<void> {
  if (isOfSweeps(to) && (typeof source === 'string' || source.config.sweep !== undefined)) {
    return (await import('./exportSweep.js')).withSweepFile(source, to, write)
  }
  if (typeof source === 'string')
    throw new UsageError(`--to: expected ${sweepFormats.join(', ')} for the sweep in ${source}, found ${to}`)
  if (to === 'parquet' || to === 'csv' || to === 'json')
    throw new UsageError(`--to: ${to} is for sweeps, and the study is of one point`)
  const { exportedPoint, exportFiles } = await import('../export/index.js')
  await write(await exportFiles(exportedPoint(source), to))
}

const isOfSweeps = (to: ExportFormat | SweepFormat): to is SweepFormat =>
  (sweepFormats as readonly string[]).includes(to)

/** Whether two paths lead to one file. */
async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => realpath(path).catch(() => undefined)))
  return a !== undefined && a === b
}

/** Undefined where there is nothing. */
async function existsAsFolder(path: string): Promise<boolean | undefined> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return undefined
  }
}

const renamed = (files: Files, name: string): Files => ({ [name]: Object.values(files)[0]! })
