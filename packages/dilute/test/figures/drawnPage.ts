import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DOMParser } from 'linkedom'
import { build, type Rollup } from 'vite'
import { pageAfterScripts } from './chromium.js'

/** A page that runs the study of Fig. 1, draws it and writes its report: bundled for browsers, run by Chromium. */

const example = fileURLToPath(new URL('../../../../examples/prl-fig1.yaml', import.meta.url))

/** The study of Fig. 1. */
export const fig1Text = readFileSync(example, 'utf8')
/** With few points. */
export const few = ['sweep.0.points=12']

/** Where the page has the library from: names or paths of its entry points. */
export interface Library {
  readonly figures: string
  readonly report: string
  readonly study: string
}

const script = ({ figures, report, study }: Library): string => `
import { drawDetailedBalance } from ${JSON.stringify(figures)}
import { reportHtml } from ${JSON.stringify(report)}
import { readStudy, runStudy } from ${JSON.stringify(study)}
const say = (id, text) => {
  const place = document.createElement('script')
  place.type = 'text/plain'
  place.id = id
  place.textContent = encodeURIComponent(text)
  document.body.append(place)
}
try {
  const study = readStudy(decodeURIComponent(document.getElementById('study').textContent), { file: 'fig1', set: ${JSON.stringify(few)} })
  const results = await runStudy(study)
  const svg = await drawDetailedBalance(results, document, { study: study.config })
  document.body.insertAdjacentHTML('beforeend', svg)
  const shown = [...document.body.lastElementChild.querySelectorAll('path, text, circle, rect')].filter((one) => one.getBoundingClientRect().width > 0)
  say('svg', svg)
  say('shown', String(shown.length))
  say('report', reportHtml({ results, studyText: study.text, figureSvg: svg }))
} catch (error) {
  say('error', String(error.stack ?? error))
}
`

/** A script for browsers, with every module that it is made of. */
export interface Bundle {
  readonly code: string
  readonly modules: readonly string[]
}

/** The bundle as one script; what it imports is found from the folder. */
export async function bundled(folder: string, library: Library): Promise<Bundle> {
  const entry = join(folder, 'entry.js')
  writeFileSync(entry, script(library))
  const built = (await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      modulePreload: false,
      rollupOptions: { input: entry, output: { format: 'es', codeSplitting: false } },
    },
  })) as Rollup.RollupOutput
  const chunks = built.output.filter((one) => one.type === 'chunk')
  return { code: chunks.map(({ code }) => code).join('\n'), modules: chunks.flatMap(({ moduleIds }) => moduleIds) }
}

/** What the page says of its svg, shown, report, error, once its scripts have run. */
export function pageSays(chromium: string, folder: string, { code }: Bundle): (id: string) => string {
  const page = join(folder, 'page.html')
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><body>
<script type="text/plain" id="study">${encodeURIComponent(fig1Text)}</script>
<script type="module">${code.replaceAll('</script', '<\\/script')}</script></body>`,
  )
  const dom = new DOMParser().parseFromString(pageAfterScripts(chromium, page), 'text/html') as unknown as Page
  return (id) => decodeURIComponent(dom.getElementById(id)?.textContent ?? '')
}

interface Page {
  getElementById(id: string): { readonly textContent: string } | null
}
