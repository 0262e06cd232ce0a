import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/index.js'
import { readStudy, runStudy } from '../../src/study/index.js'
import { findChromium } from '../support/chromium.js'
import { bundled, few, fig1Text, pageSays, type Bundle } from './drawnPage.js'
import { expectTextsWhole, readDrawing } from './textBoxes.js'

/** Figures and report in a page: bundled for browsers, without anything of Node, run by Chromium. */

const source = fileURLToPath(new URL('../../src', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dilute-page-'))
const chromium = findChromium()
if (chromium === undefined && process.env['CI'] === 'true')
  throw new Error('there is no Chromium, so figures in a ' + 'page cannot be tested')

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const indexOf = (room: string): string => join(source, room, 'index.ts')

let bundle: Bundle
beforeAll(async () => {
  bundle = await bundled(folder, { figures: indexOf('figures'), report: indexOf('report'), study: indexOf('study') })
}, 120_000)

test('the bundle holds nothing of Node, no document of its own and no renderer of images', () => {
  expect(bundle.modules.length).toBeGreaterThan(50)
  expect(bundle.modules.filter((name) => /browser-external|^node:|linkedom|resvg|src\/node\//.test(name))).toEqual([])
  expect(bundle.code).not.toMatch(/from ["']node:|require\(["']/)
})

describe.skipIf(chromium === undefined)('in Chromium (skipped where there is none)', () => {
  let said: (id: string) => string
  beforeAll(() => {
    said = pageSays(chromium!, folder, bundle)
  }, 180_000)

  test('Fig. 1 is computed and drawn as by Node, and is seen', async () => {
    expect(said('error')).toBe('')
    const study = readStudy(fig1Text, { file: 'fig1', set: few })
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
