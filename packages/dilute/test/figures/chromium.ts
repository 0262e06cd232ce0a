import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A Chromium of this machine: `CHROMIUM` in the environment, or one on the path; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return (
    process.env['CHROMIUM'] ??
    folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
  )
}

/** The page of a file as it is once its scripts have run, as HTML text. */
export function pageAfterScripts(chromium: string, file: string): string {
  const profile = mkdtempSync(join(tmpdir(), 'dilute-chromium-'))
  try {
    const options = [
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
