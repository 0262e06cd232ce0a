import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** A real Slurm on this machine, for tests: controller and two nodes on loopback. */

const script = (name: string): string => fileURLToPath(new URL(`cluster/${name}`, import.meta.url))

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'scontrol']
const path = `${process.env['PATH']}:/usr/sbin:/sbin`
const missing = programs.filter(
  (name) => spawnSync('sh', ['-c', `command -v ${name}`], { env: { PATH: path } }).status !== 0,
)
const isRoot = process.getuid?.() === 0

export const withoutSlurm = missing.length > 0 || !isRoot
const wanted = 'Slurm, as root (apt-get install munge slurmctld slurmd slurm-client)'
/** For the titles of tests that need it. */
export const reason = withoutSlurm ? `, skipped for want of ${wanted}` : ''
if (withoutSlurm && process.env['CI'] === 'true') throw new Error(`CI needs ${wanted}`)

export interface Cluster {
  /** A folder for results. */
  readonly folder: string
  readonly start: () => void
  readonly stop: () => void
  /** Ends one of its programs: slurmctld, slurmd-n1, slurmd-n2. `start` brings it back. */
  readonly end: (name: string, signal: NodeJS.Signals) => void
  /** Starts it anew, without a memory of any job. */
  readonly forget: () => void
  /** What one of Slurm's programs prints. */
  readonly slurm: (program: string, ...args: string[]) => string
}

/** Starts one, with this setting of MaxArraySize; tests run in its environment. */
export function cluster(maxArray: number, port: number): Cluster {
  const folder = mkdtempSync('/tmp/dilute-slurm-')
  chmodSync(folder, 0o755) // munge's socket must be reached by all
  const env = { SLURM_MAXARRAY: String(maxArray), SLURM_PORT: String(port) }
  const run = (program: string, args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      timeout: 120_000,
    })
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
    return stdout
  }
  const start = (): void => {
    run('bash', [script('start.sh'), join(folder, 'c')])
    process.env['SLURM_CONF'] = join(folder, 'c', 'etc', 'slurm.conf')
  }
  const stop = (): void => {
    run('bash', [script('stop.sh'), join(folder, 'c')])
  }
  return {
    folder,
    start,
    forget: () => {
      stop()
      rmSync(join(folder, 'c', 'state'), { recursive: true })
      start()
    },
    stop: () => {
      stop()
      delete process.env['SLURM_CONF']
      rmSync(folder, { recursive: true, force: true })
    },
    end: (name, signal) => {
      process.kill(Number(readFileSync(join(folder, 'c', 'run', `${name}.proc`), 'utf8').split(' ')[0]), signal)
    },
    slurm: (program, ...args) => run(program, args),
  }
}

/** Waits until it holds. */
export async function until(what: string, holds: () => boolean, seconds = 60): Promise<void> {
  for (const end = Date.now() + 1000 * seconds; !holds();) {
    if (Date.now() > end) throw new Error(`not in ${seconds} s: ${what}`)
    await pause(100)
  }
}
