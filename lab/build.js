/** Builds the lab into the package, for `dilute lab` and any static host. With --if-needed nothing is built that is newer than its sources. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '../packages/dilute/dist/lab')

const changed = (path) => statSync(path).mtimeMs
const newest = (folder) => Math.max(...readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => changed(join(entry.parentPath, entry.name))))

function isUpToDate() {
  const made = join(out, 'index.html')
  if (!existsSync(made)) return false
  const sources = [newest(join(here, 'src')), newest(join(here, 'public')), changed(join(here, 'index.html')), changed(join(here, 'vite.config.js')), changed(join(here, '../packages/dilute/dist/study.js'))]
  return Math.max(...sources) < changed(made)
}

if (!process.argv.includes('--if-needed') || !isUpToDate()) await build({ configFile: join(here, 'vite.config.js'), logLevel: 'warn' })
