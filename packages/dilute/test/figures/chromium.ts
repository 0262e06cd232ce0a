import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quiet } from '../support/chromium.js'

/** The page of a file as it is once its scripts have run, as HTML text. */
export function pageAfterScripts(chromium: string, file: string): string {
  const profile = mkdtempSync(join(tmpdir(), 'dilute-chromium-'))
  try {
    const options = [
      '--headless',
      ...quiet,
      `--user-data-dir=${profile}`,
      '--virtual-time-budget=30000',
      '--dump-dom',
      `file://${file}`,
    ]
    const { stdout, stderr, status } = spawnSync(chromium, options, {
      encoding: 'utf8',
      timeout: 120_000,
      maxBuffer: 64e6,
    })
    if (status !== 0) throw new Error(`Chromium ended with ${status}: ${stderr.slice(-500)}`)
    return stdout
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}
