/** Slurm's programs, asked again while its controller cannot answer. */
import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

/** What Slurm refuses, or that there is none. */
export class SlurmError extends Error {
  override readonly name = 'SlurmError'
  /** Whether the same question may be answered later: the controller is busy, restarts, or its answer was lost. */
  constructor(
    message: string,
    readonly passing: boolean,
  ) {
    super(message)
  }
}

export interface Patience {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds after which a controller that does not answer is given up. */
  readonly longest?: number | undefined
}

const busy = new RegExp(
  [
    'unable to contact slurm controller',
    'temporarily',
    'timed out',
    'connection (refused|reset|failure)',
    'try again',
    'zero bytes',
    'transport endpoint',
    'communication',
    'slurmctld.*(busy|not responding|standby)',
    'unavailable',
  ].join('|'),
  'i',
)

/** One answer of a program. Throws SlurmError. */
export async function ask(program: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted()
  try {
    return (await promisify(execFile)(program, [...args], { maxBuffer: 1e8 })).stdout
  } catch (error) {
    throw slurmError(program, error as NodeJS.ErrnoException & { readonly stderr?: string })
  }
}

function slurmError(
  program: string,
  { code, message, stderr = '' }: NodeJS.ErrnoException & { readonly stderr?: string },
): SlurmError {
  if (code === 'ENOENT') {
    return new SlurmError(
      `${program} is not here: run this on a login node of the cluster, or use dilute run --workers N`,
      false,
    )
  }
  const said = stderr
    .trim()
    .split('\n')
    .map((line) => line.replace(`${program}: error: `, ''))
    .filter((line) => line !== '')
  return new SlurmError(`${program}: ${said.length === 0 ? message : said.join('; ')}`, busy.test(stderr))
}

const firstPause = 500
const longestPause = 8000

/** Waits between tries, longer each time. Throws the last SlurmError when patience ends. */
export async function patiently<T>(attempt: () => Promise<T>, { signal, longest = 60_000 }: Patience = {}): Promise<T> {
  const end = Date.now() + longest
  for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof SlurmError && error.passing) || Date.now() + wait > end) throw error
      await pause(wait, undefined, { signal })
    }
  }
}

export const answered = (program: string, args: readonly string[], patience: Patience = {}): Promise<string> =>
  patiently(() => ask(program, args, patience.signal), patience)
