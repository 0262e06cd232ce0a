/** The browser that tests draw in, and how it is started. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Without a sandbox, a graphics card or the network. */
export const quiet = [
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
