/**
 * Builds the package. A dilute that runs meanwhile keeps the files it runs from: nothing is taken away but what the build did not write and
 * is a day old. With --if-needed nothing is built that is newer than its sources.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const dist = join(here, 'dist')
/** Of another build, that of the workspace `lab`. */
const lab = join(dist, 'lab')
const day = 24 * 3600 * 1000

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
const changed = (file) => statSync(file).mtimeMs

function isUpToDate() {
  const made = [join(dist, 'index.js'), join(dist, 'node', 'index.js'), join(dist, 'command', 'main.cjs')]
  if (!made.every((file) => existsSync(file))) return false
  const sources = ['src', 'kernels', '../../examples'].flatMap((name) => filesIn(join(here, name)))
  const settings = readdirSync(here).filter((name) => name.endsWith('.ts') || name === 'package.json')
  return (
    Math.max(...[...sources, ...settings.map((name) => join(here, name))].map(changed)) < Math.min(...made.map(changed))
  )
}

function build() {
  const began = Date.now()
  const { status } = spawnSync('tsdown', { cwd: here, stdio: 'inherit', shell: true })
  if (status !== 0) process.exit(status ?? 1)
  for (const file of filesIn(dist)) if (changed(file) < began - day && !file.startsWith(lab)) rmSync(file)
}

if (!process.argv.includes('--if-needed') || !isUpToDate()) build()
