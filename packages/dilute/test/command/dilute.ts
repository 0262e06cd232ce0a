import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

/** The command as it is installed, run in a folder of its own. */

const bin = fileURLToPath(new URL('../../bin/dilute.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface TestFolder {
  readonly folder: string
  readonly dilute: (...args: string[]) => Finished
  /** As `dilute`, with a reader that goes away after the first bytes. */
  readonly diluteIntoClosedPipe: (...args: string[]) => Promise<Finished>
  readonly write: (name: string, content: string | Uint8Array) => void
  readonly files: () => string[]
}

export function testFolder(): TestFolder {
  const folder = mkdtempSync(join(tmpdir(), 'dilute-command-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return {
    folder,
    dilute: (...args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 1e8,
      })
      return { code: status, stdout, stderr }
    },
    diluteIntoClosedPipe: (...args) => closedPipe(folder, args),
    write: (name, content) => writeFileSync(join(folder, name), content),
    files: () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort(),
  }
}

function closedPipe(cwd: string, args: readonly string[]): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...args], { cwd })
  let stderr = ''
  child.stderr.on('data', (piece) => {
    stderr += String(piece)
  })
  child.stdout.once('data', () => child.stdout.destroy())
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout: '', stderr })))
}
