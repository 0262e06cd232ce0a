import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DOMParser } from 'linkedom'
import { build, type Rollup } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/index.js'
import { readStudy, runStudy } from '../../src/study/index.js'
import { findChromium } from '../support/chromium.js'
import { pageAfterScripts } from './chromium.js'
import { expectTextsWhole, readDrawing } from './textBoxes.js'

/** Figures and report in a page: bundled for browsers, without anything of Node, run by Chromium. */

const source = fileURLToPath(new URL('../../src', import.meta.url))
const example = fileURLToPath(new URL('../../../../examples/prl-fig1.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dilute-page-'))
const chromium = findChromium()
if (chromium === undefined && process.env['CI'] === 'true')
  throw new Error('there is no Chromium, so figures in a ' + 'page cannot be tested')

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the study of Fig. 1 with few points, draws it and writes its report, all in the page. */
const script = `
import { drawDetailedBalance } from ${JSON.stringify(join(source, 'figures/index.ts'))}
import { reportHtml } from ${JSON.stringify(join(source, 'report/index.ts'))}
import { readStudy, runStudy } from ${JSON.stringify(join(source, 'study/index.ts'))}
const say = (id, text) => {
  const place = document.createElement('script')
  place.type = 'text/plain'
  place.id = id
  place.textContent = encodeURIComponent(text)
  document.body.append(place)
}
try {
  const study = readStudy(decodeURIComponent(document.getElementById('study').textContent), { file: 'fig1', set: ['sweep.0.points=12'] })
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

/** The bundle as one script, with every module that it is made of. */
async function bundled(): Promise<{ code: string; modules: string[] }> {
  const entry = join(folder, 'entry.js')
  writeFileSync(entry, script)
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

let bundle: Awaited<ReturnType<typeof bundled>>
beforeAll(async () => {
  bundle = await bundled()
}, 120_000)

test('the bundle holds nothing of Node, no document of its own and no renderer of images', () => {
  expect(bundle.modules.length).toBeGreaterThan(50)
  expect(bundle.modules.filter((name) => /browser-external|^node:|linkedom|resvg|src\/node\//.test(name))).toEqual([])
  expect(bundle.code).not.toMatch(/from ["']node:|require\(["']/)
})

describe.skipIf(chromium === undefined)('in Chromium (skipped where there is none)', () => {
  let said: (id: string) => string
  beforeAll(() => {
    const page = join(folder, 'page.html')
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8"><body>
<script type="text/plain" id="study">${encodeURIComponent(readFileSync(example, 'utf8'))}</script>
<script type="module">${bundle.code.replaceAll('</script', '<\\/script')}</script></body>`,
    )
    const dom = new DOMParser().parseFromString(pageAfterScripts(chromium!, page), 'text/html') as unknown as Page
    said = (id) => decodeURIComponent(dom.getElementById(id)?.textContent ?? '')
  }, 180_000)

  test('Fig. 1 is computed and drawn as by Node, and is seen', async () => {
    expect(said('error')).toBe('')
    const study = readStudy(readFileSync(example, 'utf8'), { file: 'fig1', set: ['sweep.0.points=12'] })
    const byNode = await drawDetailedBalance(await runStudy(study), await nodeDocument(), { study: study.config })
    const texts = (svg: string): string[] => readDrawing(svg).texts.map(({ text }) => text)
    expect(texts(said('svg'))).toEqual(texts(byNode))
    expectTextsWhole(said('svg'))
    expect(Number(said('shown'))).toBeGreaterThan(40)
  })

  test('the report is a whole page with the figure in it', () => {
    expect(said('report')).toContain('Detailed balance is broken at all 12 points')
    expect(said('report')).toContain(said('svg'))
  })
})

interface Page {
  getElementById(id: string): { readonly textContent: string } | null
}
