import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { FromEngine, Point, Questions, Tree } from '../src/engine/protocol.js'
import { presetOf, presets } from '../src/state/presets.js'
import { challenges } from '../src/lecture/challengeList.js'
import { steps } from '../src/lecture/steps.js'
import { chromium, hashOf, outcome, reference, solved, useLab } from './support.js'

/** What the lab computes, in a browser, against references from outside and against the command. */
describe.skipIf(chromium === undefined)('the physics of the lab, in Chromium (skipped where there is none)', () => {
  const lab = useLab()
  const built = fileURLToPath(new URL('../../packages/dilute/dist/lab/assets', import.meta.url))
  const command = fileURLToPath(new URL('../../packages/dilute/bin/dilute.js', import.meta.url))
  const engineFile = (): string => `assets/${readdirSync(built).find((name) => name.startsWith('worker-'))!}`

  /** Answers of the engine that the page ships, asked directly. */
  async function answersTo<Q extends 'json' | 'point'>(
    page: Page,
    question: Q,
    asks: readonly Questions[Q]['ask'][],
  ): Promise<Questions[Q]['answer'][]> {
    const messages = await page.evaluate(
      ({ file, what, all }) =>
        new Promise<FromEngine[]>((resolve) => {
          const worker = new Worker(file, { type: 'module' })
          const heard: FromEngine[] = []
          worker.onmessage = ({ data }: MessageEvent<FromEngine>) => {
            if (!('part' in data)) heard[data.id] = data
            if (Object.keys(heard).length === all.length) {
              worker.terminate()
              resolve(heard)
            }
          }
          all.forEach((ask, id) => {
            worker.postMessage({ id, question: what, ask })
          })
        }),
      { file: `${lab.address}${engineFile()}`, what: question, all: asks },
    )
    return messages.map((message) => {
      if ('answer' in message) return message.answer as Questions[Q]['answer']
      throw new Error(JSON.stringify(message))
    })
  }

  function node(args: readonly string[], input = ''): string {
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      input,
      encoding: 'utf8',
      maxBuffer: 64e6,
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    })
    expect(stderr).toBe('')
    return stdout
  }

  const pointOf = async (page: Page, tree: Tree): Promise<Point> =>
    (await answersTo(page, 'point', [{ tree }]))[0]!.results

  function expectRatios(found: Point, expected: unknown, relative: number): void {
    const ratio = expected as (number | null)[][]
    ratio.forEach((row, k) => {
      row.forEach((value, l) => {
        if (value !== null) expect(Math.abs(found.detailedBalance.ratio[k]![l]! / value - 1)).toBeLessThan(relative)
      })
    })
  }

  test('presets give the reference numbers', async () => {
    const { page } = await lab.page()
    const fig1 = await pointOf(page, presetOf('fig1').tree)
    const atTwo = reference('fig1').cases.find(({ beta }) => beta === 2)!
    expectRatios(fig1, atTwo['ratio'], 1e-9)
    const rates = atTwo['rates'] as number[][]
    expect(fig1.rates[1]![0]! * 4 * Math.PI).toBeCloseTo(rates[1]![0]!, 10)
    expectRatios(
      await pointOf(page, presetOf('three-dimensions').tree),
      reference('contact_3d').cases[0]!['ratio'],
      1e-8,
    )
    expectRatios(
      await pointOf(page, presetOf('gaussian').tree),
      reference('gaussian_1d').cases.find(({ beta }) => beta === 1)!['ratio'],
      1e-8,
    )
  })

  test.each(['equal-couplings', 'no-flux', 'born'])('balance holds in the preset %s: every I is 1', async (id) => {
    const { page } = await lab.page(`#preset=${id}`)
    await outcome(page, 'Detailed balance holds')
    const { detailedBalance } = await pointOf(page, presetOf(id).tree)
    for (const value of detailedBalance.ratio.flat()) if (value !== null) expect(Math.abs(value - 1)).toBeLessThan(1e-9)
  })

  test('every preset is solved without a complaint, and its address is short', async () => {
    for (const { id, tree } of presets) {
      const { page, complaints } = await lab.page(`#preset=${id}`)
      await page.waitForSelector('.figures .series, .figures image', { state: 'attached' })
      expect({ id, complaints, message: await page.locator('.message').count() }).toEqual({
        id,
        complaints: [],
        message: 0,
      })
      expect(hashOf(tree, '&view=relaxation').length).toBeLessThan(1900)
      await page.context().close()
    }
  })

  test('fifty studies: the command and the lab print the same letters', async () => {
    const { page } = await lab.page()
    const trees = Array.from({ length: 50 }, (_, i) => variedStudy(i))
    const inPage = await answersTo(
      page,
      'json',
      trees.map((tree) => ({ tree, command: 'run', values: [], gas: null })),
    )
    const script = `
      import { jsonPieces } from 'dilute/report'
      import { readStudy, runStudy } from 'dilute/study'
      const texts = []
      for (const tree of JSON.parse(process.argv[1])) {
        const results = await runStudy(readStudy(JSON.stringify(tree), { file: 'study' }))
        texts.push([...jsonPieces(results)].join(''))
      }
      process.stdout.write(JSON.stringify(texts))`
    const byNode = JSON.parse(node(['--input-type=module', '-e', script, JSON.stringify(trees)])) as string[]
    expect(byNode.length).toBe(50)
    expect(inPage.map(({ text }) => text)).toEqual(byNode)
    for (const i of [0, 13, 26, 39])
      expect(node([command, 'run', '-', '--json'], JSON.stringify(trees[i]))).toBe(byNode[i])
  }, 180_000)

  test('every step of the tour shows what it says', async () => {
    const { page } = await lab.page()
    await page.getByRole('button', { name: 'Tour' }).click()
    for (const [index, { title, tree, shows }] of steps.entries()) {
      await expect.poll(() => page.textContent('#tour-title')).toBe(`${index + 1}/7 ${title}`)
      await page.waitForSelector('.seen.yes')
      expect(shows(await pointOf(page, tree))).toBe(true)
      if (index + 1 < steps.length) await page.getByRole('button', { name: 'Next' }).click()
    }
    await page.getByRole('button', { name: 'End' }).click()
    expect(await page.locator('.tour').count()).toBe(0)
  })

  const solutions: Readonly<Record<string, Tree>> = {
    three: fig1With([1, -0.4, 2.5]),
    stop: fig1With([0.7, 0.7, 1.5]),
    reverse: fig1With([0.7, 1, 1.5]),
    space: presetOf('three-dimensions').tree,
  }

  test('every challenge can be solved, sees it, and is not solved from the start', async () => {
    const { page } = await lab.page()
    await page.getByRole('button', { name: 'Challenges' }).click()
    await page.waitForTimeout(200)
    expect(await page.locator('.challenges .solved').count()).toBe(0)
    for (const { id } of challenges) {
      const where = hashOf(solutions[id]!)
      await page.evaluate((hash) => {
        location.hash = hash
      }, where)
      await page.waitForSelector(`[data-challenge=${id}].solved`)
    }
  })

  test('another study in the address is shown at once', async () => {
    const { page } = await lab.page(hashOf(fig1With([1, 1, 1.5])))
    await solved(page)
    await outcome(page, 'Detailed balance holds')
    await page.evaluate(
      (hash) => {
        location.hash = hash
      },
      hashOf(fig1With([1, 0.7, 1.5])),
    )
    await outcome(page, 'Detailed balance is broken')
  })
})

function fig1With(strengths: readonly number[]): Tree {
  return { ...presetOf('fig1').tree, interaction: { contact: { strengths, positions: [0, 0, 0] } } }
}

/** Rings, lattices and matrices in one to three dimensions, at many temperatures. */
function variedStudy(i: number): Tree {
  const some = (seed: number): number => {
    const x = Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 43758.5453
    return x - Math.floor(x)
  }
  const sites = 2 + (i % 3),
    each = <T>(make: (site: number) => T): T[] => Array.from({ length: sites }, (_, site) => make(site))
  const onsite = each((site) => Number((some(site) - 0.5).toFixed(3)))
  const system =
    i % 2 === 0 && sites > 2
      ? { ring: { sites, tunneling: -0.2 - some(10), flux: some(11), onsite } }
      : {
          lattice: {
            onsite,
            bonds: each((site) => site)
              .slice(1)
              .map((site) => ({
                from: site - 1,
                to: site,
                amplitude: `${(0.2 + some(20 + site)).toFixed(3)}*exp(${some(30 + site).toFixed(3)}i)`,
              })),
          },
        }
  const dimension = [1, 1, 1, 3, 2][i % 5]!
  const contact =
    dimension === 1
      ? {
          strengths: each((site) => 3 * some(40 + site) - 1),
          positions: each((site) => (i % 4 === 0 ? some(50 + site) : 0)),
        }
      : { scatteringLengths: each((site) => 0.3 + some(40 + site)) }
  return {
    system,
    gas: { dimension, mass: 0.5 + some(1), density: 0.05, beta: 0.1 + 4 * some(2) },
    interaction: { contact },
    report: ['counting'],
  }
}
