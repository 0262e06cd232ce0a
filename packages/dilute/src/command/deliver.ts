import type { Incomplete } from '../study/index.js'
import { Interrupted } from './exit.js'
import { jsonPieces } from '../report/index.js'
import { print } from './print.js'
import type { Attention } from './progressLine.js'
import type { Files } from './writeTogether.js'

/** What a command has found, and where it is to go. */
export interface Delivery {
  /** A folder for results.json and the pictures. */
  readonly out: string | undefined
  /** Whether the results are printed rather than summarised. */
  readonly json: boolean
  /** Whether nothing else is said. */
  readonly quiet?: boolean | undefined
  readonly results: object & { readonly incomplete?: Incomplete }
  /** The files beside results.json; made only where there is a folder for them. */
  readonly pictures: () => Promise<Files>
  /** What a person reads in the terminal. */
  readonly summary: () => string | Promise<string>
}

/**
 * Writes the files, all or none, and prints the summary or the JSON.
 * @throws Interrupted after that, where the results are not complete.
 */
export async function deliver({ out, json, quiet = false, results, pictures, summary }: Delivery): Promise<void> {
  const written = out === undefined ? [] : await writeFiles(out, results, pictures)
  const note = written.length === 0 ? '' : `\nWritten to ${out}: ${written.join(', ')}\n`
  if (json) await print(jsonPieces(results))
  else if (!quiet) await print([(await summary()) + note])
  const { incomplete } = results
  if (incomplete)
    throw new Interrupted(
      `stopped with ${incomplete.finished} of ${incomplete.of} parts finished: the results have those alone`,
    )
}

/**
 * Before any work: whether there could be files in a folder, results.json and these. What only files need is loaded
 * only to write them.
 */
export async function requireDeliverable(out: string | undefined, pictures: readonly string[]): Promise<void> {
  if (out === undefined) return
  const [{ requireWritable }, { requireFree, requireRecords }] = await Promise.all([
    import('./writeTogether.js'),
    import('./delivered.js'),
  ])
  await requireWritable(out, ['results.json', ...pictures])
  requireRecords(out)
  await requireFree(out)
}

/** Results are not lost with pictures that cannot be drawn. */
async function writeFiles(out: string, results: unknown, pictures: Delivery['pictures']): Promise<string[]> {
  const { replaceAll } = await import('./delivered.js')
  const text = jsonPieces(results)
  const drawn = await pictures().catch((error: unknown) => error as Error)
  const files: Files = { 'results.json': text, ...(drawn instanceof Error ? {} : drawn) }
  await replaceAll(out, files)
  if (drawn instanceof Error)
    throw new Error(`results.json is written to ${out}, but nothing could be drawn: ${drawn.message}`, { cause: drawn })
  return Object.keys(files)
}

/** Where the results of a command go, and how much is said meanwhile, as the command line gives it. */
export interface OutputOptions extends Attention {
  readonly out?: string
  readonly json?: boolean
}
