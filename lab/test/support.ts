/** What every end-to-end test begins with. */
import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { parse } from 'yaml'
import { findChromium } from '../../packages/dilute/test/support/chromium.js'
import type { Tree } from '../src/engine/protocol.js'
import { complaintsOf, openBrowser, serveLab, type Served } from './browser.js'

export const chromium = findChromium()
if (chromium === undefined && process.env['CI'] === 'true')
  throw new Error('there is no Chromium, so the lab cannot be tested')

export const reference = (name: string): { cases: Record<string, unknown>[] } =>
  JSON.parse(readFileSync(new URL(`../../packages/dilute/test/reference/${name}.json`, import.meta.url), 'utf8')) as {
    cases: Record<string, unknown>[]
  }

export const exampleText = (name: string): string =>
  readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8')
export const exampleTree = (name: string): Tree => parse(exampleText(name)) as Tree

/** That of docs/studies.md, one point of it. */
export const studyInUnits: Tree = {
  units: { energy: 'nK', temperature: 'nK', length: 'µm', mass: 'u' },
  system: {
    lattice: {
      onsite: [0, 35, '1.5 kHz'],
      bonds: [
        { from: 0, to: 1, amplitude: '10i' },
        { from: 1, to: 2, amplitude: '-12 nK' },
      ],
    },
  },
  gas: { dimension: 3, mass: 7, density: '1e13 cm^-3', temperature: '0.1 µK' },
  interaction: {
    contact: {
      scatteringLengths: ['100 a0', '140 a0', 0.004],
      positions: [
        [0, 0, 0],
        [0.4, 0, 0],
        [0.8, 0, 0],
      ],
    },
  },
}

/** As the page packs a study; written again, with Node's own deflate. */
export const hashOf = (study: unknown, more = ''): string => hashOfText(JSON.stringify(study), more)
export const hashOfText = (text: string, more = ''): string =>
  `#study=${deflateRawSync(text).toString('base64url')}${more}`

export interface Lab {
  readonly address: string
  readonly browser: Browser
  /** A page at the lab, with all that it has complained of. */
  readonly page: (where?: string, options?: BrowserContextOptions) => Promise<{ page: Page; complaints: string[] }>
}

/** A served lab and a browser for a file of tests; every page is closed after its test. */
export function useLab(): Lab {
  let served: Served, browser: Browser
  beforeAll(async () => {
    ;[served, browser] = await Promise.all([serveLab(), openBrowser(chromium!)])
  }, 60_000)
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser.close()
    served.end()
  })
  return {
    get address() {
      return served.address
    },
    get browser() {
      return browser
    },
    page: async (where = '', options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        acceptDownloads: true,
        ...options,
      })
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      await page.goto(`${served.address}${where}`)
      await solved(page)
      return { page, complaints }
    },
  }
}

/** Once a point is on the screen. */
export async function solved(page: Page): Promise<void> {
  await page.waitForSelector('.level-diagram')
}

/** The outcome of the balance view, once it is that of the study on the screen. */
export async function outcome(page: Page, expected: string): Promise<void> {
  await expect.poll(() => page.textContent('.verdict .outcome')).toContain(expected)
}
