import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** With more processes than one, QuTiP 4.7 measures the machine when it is imported, for a minute. */
const oneThread = { QUTIP_NUM_PROCESSES: '1', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }

/** Python with the packages that read our files: Debian's own first, since its packages go there. */
const packages = ['numpy', 'scipy', 'h5py', 'qutip']
const interpreter = ['/usr/bin/python3', 'python3'].find(
  (program) =>
    spawnSync(program, ['-c', packages.map((name) => `import ${name}`).join('\n')], {
      env: { ...process.env, ...oneThread },
    }).status === 0,
)

export const withoutPython = interpreter === undefined
const wanted = `python3 with ${packages.join(', ')} (apt-get install python3-qutip python3-h5py)`
/** For the titles of tests that need it. */
export const reason = withoutPython ? `, skipped for want of ${wanted}` : ''
if (withoutPython && process.env['CI'] === 'true') throw new Error(`CI needs ${wanted}`)

export interface Folder {
  readonly path: string
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void
  /** Runs a script in the folder; what it prints. */
  readonly python: (script: string) => string
}

/** A folder for files that Python reads, gone after the tests. */
export function pythonFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'dilute-export-'))
  afterAll(() => {
    rmSync(path, { recursive: true, force: true })
  })
  return {
    path,
    write: (files) => {
      for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content)
    },
    python: (script) => {
      const env = { ...process.env, ...oneThread, HOME: path }
      const { status, stdout, stderr } = spawnSync(interpreter!, ['-c', script], {
        cwd: path,
        encoding: 'utf8',
        env,
        maxBuffer: 1e8,
      })
      if (status !== 0) throw new Error(stderr)
      return stdout
    },
  }
}

/** The last line of the output, as JSON. */
export const lastLine = (output: string): unknown => JSON.parse(output.trim().split('\n').at(-1)!)
