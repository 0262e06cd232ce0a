import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ExportFormat } from '../export/formats.js'
import { openStudy } from './openStudy.js'
import { UsageError } from './usage.js'
import { print } from './print.js'
import { requireWritable, writeTogether, type Files } from './writeTogether.js'

export interface ExportOptions {
  readonly set?: readonly string[]
  readonly to: ExportFormat
  readonly out: string
}

/** `dilute export STUDY --to FORMAT --out PATH`. PATH is a folder for `qutip`; otherwise the file, or a folder that exists. */
export async function exportStudy(file: string, { set = [], to, out }: ExportOptions): Promise<void> {
  const study = await openStudy(file, set)
  if (out === '') throw new UsageError('--out: expected a path, found nothing')
  const isFolder = await existsAsFolder(out)
  if (to === 'qutip' && isFolder === false) throw new UsageError(`--out: expected a folder, found the file ${out}`)
  const intoFolder = to === 'qutip' || isFolder === true
  await requireWritable(intoFolder ? out : dirname(out))
  const { exportedPoint, exportFiles } = await import('../export/index.js')
  const files = await exportFiles(exportedPoint(study), to)
  const [folder, named] = intoFolder ? [out, files] : [dirname(out), renamed(files, basename(out))]
  await writeTogether(folder, named)
  await print([`Written: ${Object.keys(named).map((name) => join(folder, name)).join(', ')}\n`])
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
