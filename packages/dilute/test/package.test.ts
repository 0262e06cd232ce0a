import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blocksOf } from './docs/examples.js'
import { bundled, pageSays } from './figures/drawnPage.js'
import { readDrawing } from './figures/textBoxes.js'
import { findChromium } from './support/chromium.js'

/**
 * The package as a user gets it: packed, installed into an empty project, then used from the command, from JavaScript
 * and from TypeScript.
 */

const source = fileURLToPath(new URL('..', import.meta.url))
const workspace = fileURLToPath(new URL('../../..', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'dilute-'))
const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const registry = spawnSync('npm', ['ping'], { timeout: 20_000 }).status === 0
if (!registry && process.env['CI'] === 'true')
  throw new Error('the npm registry cannot be reached, so the packed package cannot be tested')

const chromium = findChromium()
if (chromium === undefined && process.env['CI'] === 'true')
  throw new Error('there is no Chromium, so a page with the packed package cannot be tested')

const checked = {
  'good.ts': [
    "import { contactStrengths, ringSystem, type System } from 'dilute'",
    "import { rateTable, type RateTable } from 'dilute/generator'",
    'export const system: System = ringSystem({ sites: 3, tunneling: 1, flux: 0.5 })',
    'export const rates: RateTable = rateTable([[0, 1], [2, 0]])',
    'export const interaction = contactStrengths({ strengths: [1, 2, 3] })',
  ].join('\n'),
  'bad.ts': "import { ringSystem } from 'dilute'\nringSystem({ sites: 'three', tunneling: 1, flux: 0 })\n",
}

/** What `tsc --init` asks for today, the declarations of the package read as well. */
const strictest = {
  target: 'es2023',
  strict: true,
  noEmit: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  moduleDetection: 'force',
  lib: ['es2023', 'dom', 'esnext.disposable'],
  types: [],
}

/** Where TypeScript finds errors in files of the project, `file(line,column)`. */
function errorsIn(files: readonly string[], resolution: object): string[] {
  const config = join(project, 'tsconfig.json')
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...strictest, ...resolution }, files }))
  const tsc = join(workspace, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', config], { encoding: 'utf8', cwd: project })
  return stdout
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => line.replace(/:.*/, ''))
}

afterAll(() => {
  rmSync(project, { recursive: true, force: true, maxRetries: 3 })
}, 60_000)

describe.skipIf(!registry)(
  'the packed package, in an empty project (skipped where the npm registry cannot be reached)',
  () => {
    beforeAll(() => {
      npm(source, 'pack', '--ignore-scripts', '--pack-destination', project)
      const tarball = readdirSync(project).find((name) => name.endsWith('.tgz'))!
      writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
      npm(project, 'install', '--prefer-offline', '--no-audit', '--no-fund', join(project, tarball))
    }, 180_000)

    test('the command runs a study', () => {
      writeFileSync(join(project, 'study.yaml'), readFileSync(join(workspace, 'examples/prl-fig1.yaml')))
      const run = spawnSync('npx', ['dilute', 'run', 'study.yaml', '--set', 'sweep=null', '--json', '--out', 'out'], {
        cwd: project,
        encoding: 'utf8',
      })
      expect(run.stderr.replace(/^npm warn.*\n/gm, '')).toBe('')
      expect((JSON.parse(run.stdout) as { detailedBalance: { holds: boolean } }).detailedBalance.holds).toBe(false)
      expect(readdirSync(join(project, 'out')).sort()).toEqual([
        'figure.png',
        'figure.svg',
        'report.html',
        'results.json',
      ])
    })

    test('every entry point can be imported', () => {
      const { exports } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
        exports: Record<string, { default?: string }>
      }
      const names = Object.entries(exports)
        .filter(([, target]) => target.default)
        .map(([name]) => name.replace('.', 'dilute'))
      expect(names.length).toBeGreaterThan(6)
      const code = names
        .map((name) => `if (Object.keys(await import('${name}')).length < 3) throw new Error('${name} is empty')`)
        .join('\n')
      const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: project, encoding: 'utf8' })
      expect(run.stderr).toBe('')
    })

    test.each([
      ['nodenext', { module: 'nodenext' }],
      ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
    ])('types are found as %s finds them, and wrong arguments are errors', (_, resolution) => {
      const examples = ['README.md', 'packages/dilute/README.md'].flatMap(blocksOf)
      expect(examples.length).toBeGreaterThan(1)
      const files = { ...checked, ...Object.fromEntries(examples.map((code, i) => [`example${i}.ts`, code])) }
      for (const [name, code] of Object.entries(files)) writeFileSync(join(project, name), code)
      expect(errorsIn(Object.keys(files), resolution)).toEqual([expect.stringMatching(/^bad\.ts\(2,\d+\)$/)])
    })

    test.skipIf(chromium === undefined)(
      'a page bundled from it computes and draws Fig. 1 (skipped where there is no Chromium)',
      async () => {
        const library = { figures: 'dilute/figures', report: 'dilute/report', study: 'dilute/study' }
        const bundle = await bundled(project, library)
        expect(bundle.modules.some((name) => name.startsWith(join(project, 'node_modules/dilute/dist')))).toBe(true)
        expect(bundle.modules.filter((name) => name.startsWith(workspace))).toEqual([])
        const said = pageSays(chromium!, project, bundle)
        expect(said('error')).toBe('')
        expect(
          readDrawing(said('svg'))
            .texts.map(({ text }) => text)
            .join(' '),
        ).toContain('I(+, −)')
        expect(said('report')).toContain('Detailed balance is broken at all 12 points')
      },
      120_000,
    )
  },
)

test('the built library names no module of Node and nothing of the DOM', () => {
  const dist = join(source, 'dist')
  for (const file of readdirSync(dist).filter((name) => name.endsWith('.js'))) {
    const code = readFileSync(join(dist, file), 'utf8')
    expect(code, file).not.toMatch(/from ["']node:|require\(|\b(process|window)\./)
  }
})
