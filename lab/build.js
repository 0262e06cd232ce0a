/**
 * Builds the lab into the package, for `dilute lab` and any static host: the page, its service worker, and lab.html,
 * the same in one file.
 * With --if-needed nothing is built that is newer than its sources.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { policyOfOneFile } from './policy.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '../packages/dilute/dist/lab')
const configFile = join(here, 'vite.config.js')

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
const changed = (path) => statSync(path).mtimeMs

function isUpToDate() {
  const made = join(out, 'lab.html')
  if (!existsSync(made)) return false
  const sources = [
    ...filesIn(join(here, 'src')),
    ...filesIn(join(here, 'public')),
    ...['index.html', 'vite.config.js', 'policy.js', 'sw.js', '../packages/dilute/dist/study.js'].map((name) =>
      join(here, name),
    ),
  ]
  return Math.max(...sources.map(changed)) < changed(made)
}

/** Everything the page loads, kept by the worker under a name that changes with it. */
function writeServiceWorker() {
  const files = filesIn(out)
    .map((file) => relative(out, file).replaceAll('\\', '/'))
    .filter((name) => !['lab.html', 'policy.txt', 'preview.png'].includes(name))
    .sort()
  const version = createHash('sha256')
    .update(files.map((name) => readFileSync(join(out, name), 'base64')).join())
    .digest('hex')
    .slice(0, 16)
  const text = readFileSync(join(here, 'sw.js'), 'utf8')
    .replace("'VERSION'", JSON.stringify(`dilute-lab-${version}`))
    .replace("['FILES']", JSON.stringify(['./', ...files]))
  writeFileSync(join(out, 'sw.js'), text)
}

/** The page with its script, its styles and its engine inside, allowed by their hashes. */
async function writeOneFile() {
  const built = await build({
    configFile,
    logLevel: 'warn',
    publicDir: false,
    mode: 'onefile',
    // a page on a disk may start scripts of its own, but no modules
    worker: { format: 'iife' },
    resolve: { alias: { '#spawn': join(here, 'src/engine/spawnInline.ts') } },
    build: { write: false, rollupOptions: { output: { codeSplitting: false } } },
  })
  const text = (name) => {
    const { code, source } = built.output.find((one) => name.test(one.fileName))
    return String(code ?? source)
  }
  const script = text(/\.js$/).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--'),
    style = text(/\.css$/)
  const page = text(/index\.html$/)
    .replace(/<script type="module"[^>]*><\/script>/, '')
    .replace(/<link rel="(stylesheet|icon|manifest|modulepreload)"[^>]*>/g, '')
    .replace(/<meta property="og:image"[^>]*>/, '')
    .replace(
      '<head>',
      () => `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policyOfOneFile(script, style)}">`,
    )
    .replace('</head>', () => `<style>${style}</style></head>`)
    .replace('</body>', () => `<script type="module">${script}</script></body>`)
  writeFileSync(join(out, 'lab.html'), page)
}

if (!process.argv.includes('--if-needed') || !isUpToDate()) {
  await build({ configFile, logLevel: 'warn' })
  writeServiceWorker()
  await writeOneFile()
}
