import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { presetOf } from '../src/state/presets.js'
import { complaintsOf } from './browser.js'
import {
  chromium,
  exampleText,
  exampleTree,
  hashOf,
  hashOfText,
  outcome,
  solved,
  studyInUnits,
  useLab,
} from './support.js'

const fig1 = presetOf('fig1').tree

/** The lab as people use it. */
describe.skipIf(chromium === undefined)('the lab, in Chromium (skipped where there is none)', () => {
  const lab = useLab()
  const folder = mkdtempSync(join(tmpdir(), 'dilute-lab-'))
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const views = ['balance', 'relaxation', 'scattering', 'gases', 'map', 'study'] as const
  const value = (page: Page, path: string): Promise<string> => page.inputValue(`[id="knob ${path}"]`)

  test('currents move when it opens, and a policy without eval comes with it', async () => {
    const { page, complaints } = await lab.page()
    const offset = (): Promise<string | null> =>
      page.locator('.current .flow').first().getAttribute('stroke-dashoffset')
    const before = await offset()
    await expect.poll(offset).not.toBe(before)
    expect(await page.locator('.current').count()).toBe(3)
    const policy = (await page.request.get(lab.address)).headers()['content-security-policy']!
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/)
    expect(await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')).toBe(policy)
    expect(complaints).toEqual([])
  })

  test('the server gives files of the lab and nothing else', async () => {
    const { page } = await lab.page()
    for (const path of ['%2e%2e/command/main.js', '..%2f..%2fpackage.json', 'nothing.js', 'assets/', '%00', '%E0%A4%A'])
      expect({ path, status: (await page.request.get(`${lab.address}${path}`)).status() }).toEqual({
        path,
        status: 404,
      })
    expect((await page.request.post(lab.address)).status()).toBe(404)
  })

  test('sliders and typed values change the study, the address follows, undo and redo go back and forth', async () => {
    const { page } = await lab.page()
    await page.fill('[id="knob interaction.contact.strengths.1"]', '1')
    await page.keyboard.press('Enter')
    await outcome(page, 'Detailed balance holds')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => location.hash.includes('study='))
    const copy = await lab.page(new URL(page.url()).hash)
    await outcome(copy.page, 'Detailed balance holds')
    expect(await value(copy.page, 'interaction.contact.strengths.1')).toBe('1')
    await page.getByRole('button', { name: 'Undo' }).click()
    await outcome(page, 'Detailed balance is broken')
    await page.getByRole('button', { name: 'Redo' }).click()
    await outcome(page, 'Detailed balance holds')
  })

  test.each([
    ['cut off', hashOf(fig1).slice(0, 90), 'This address holds no study'],
    ['letters that are none', '#study=<script>alert(1)</script>', 'This address holds no study'],
    ['too long', `#study=${'A'.repeat(20_000)}`, 'at most 16384 letters'],
    ['other data', hashOf([1, 2, 3]), 'This address holds no study'],
    ['a bomb', hashOf({ title: 'x'.repeat(5_000_000) }), 'at most 200000 letters'],
    [
      'an impossible study',
      hashOf({ ...fig1, gas: { dimension: 1, mass: -1, density: 1, beta: 2 } }),
      'gas.mass: expected a positive number, found -1',
    ],
    [
      'markup as data',
      hashOf({
        ...fig1,
        title: '<img src=x onerror=alert(1)>',
        system: { ring: { sites: '<b>3</b>', tunneling: 1, flux: 0 } },
      }),
      'system.ring.sites',
    ],
  ])('an address with %s gives a message and the lab all the same', async (_, hash, message) => {
    const { page, complaints } = await lab.page(hash)
    await expect.poll(() => page.textContent('.messages')).toContain(message)
    expect(await page.locator('.messages b, .messages img').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('a study too large for a page says how long it would take and offers the command', async () => {
    const { page } = await lab.page()
    await page.evaluate(
      (hash) => {
        location.hash = hash
      },
      hashOf({
        ...fig1,
        system: { ring: { sites: 400, tunneling: -1, flux: 0.1 } },
        interaction: { contact: { strengths: Array(400).fill(1) } },
      }),
    )
    await expect
      .poll(() => page.textContent('.messages'))
      .toMatch(/400 levels would take a page about \d+ (minutes|hours).*dilute run study\.yaml/)
    await expect.poll(() => page.locator('.stage.stale').count()).toBe(2)
  })

  test('a newer change leaves the older computation: the last one is shown', async () => {
    const { page } = await lab.page('#preset=gaussian')
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('input[data-path="gas.beta"]')!
      for (let i = 0; i < 40; i++) {
        input.value = String(300 + 10 * i)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
    })
    const last = Number(await value(page, 'gas.beta'))
    await expect
      .poll(async () => Number(/[\d.]+/.exec((await page.locator('.mark.now line').getAttribute('x1')) ?? '')?.[0]))
      .toBeGreaterThan(0)
    expect(Number(await value(page, 'gas.beta'))).toBe(last)
    await expect.poll(() => page.locator('.figures[aria-busy=true]').count()).toBe(0)
  })

  test('dots and flux are grabbed by mouse, finger and keys', async () => {
    const { page } = await lab.page()
    await page.getByRole('slider', { name: 'site 1', exact: true }).focus()
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => value(page, 'interaction.contact.strengths.1')).toBe('0.75')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => value(page, 'interaction.contact.positions.1')).toBe('0.05')
    await page.getByRole('slider', { name: 'flux through the ring', exact: true }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => value(page, 'system.ring.flux')).toBe('0.74')
    const dot = (await page.locator('.dot').nth(2).locator('circle').boundingBox())!
    await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2)
    await page.mouse.down()
    await page.mouse.move(dot.x + dot.width / 2 - 60, dot.y + dot.height / 2, { steps: 5 })
    await page.mouse.up()
    expect(Number(await value(page, 'interaction.contact.positions.2'))).toBeLessThan(-0.3)
    await page.context().close()

    const { page: touched } = await lab.page('', { hasTouch: true, viewport: { width: 360, height: 740 } })
    const dial = (await touched.locator('.flux .dial').boundingBox())!
    const client = await touched.context().newCDPSession(touched)
    const [x, y] = [dial.x + dial.width / 2, dial.y + dial.height / 2]
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', dx: number, dy: number) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: x + dx, y: y + dy }],
      })
    await touch('touchStart', -10, 0)
    for (const [dx, dy] of [
      [-9, 5],
      [-6, 8],
      [0, 10],
    ] as const)
      await touch('touchMove', dx, dy)
    await touch('touchEnd', 0, 0)
    await expect.poll(() => value(touched, 'system.ring.flux')).toBe('0.5')
  })

  test('a dot dragged up scatters more strongly, and keys undo it', async () => {
    const { page } = await lab.page()
    const dot = (await page.locator('.dot').nth(1).locator('circle').boundingBox())!
    const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2]
    const strength = async (): Promise<number> => Number(await value(page, 'interaction.contact.strengths.1'))
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y - 40, { steps: 4 })
    await page.mouse.up()
    await expect.poll(strength).toBeGreaterThan(1.2)
    await page.keyboard.press('Control+z')
    await expect.poll(strength).toBe(0.7)
    await page.keyboard.press('Control+Shift+Z')
    await expect.poll(strength).toBeGreaterThan(1.2)
  })

  test('a value is typed as arithmetic', async () => {
    const { page } = await lab.page()
    await page.fill('[id="knob system.ring.flux"]', '1/4 + 1/8')
    await page.keyboard.press('Enter')
    await expect.poll(() => value(page, 'system.ring.flux')).toBe('0.375')
  })

  test('what is typed is drawn once it is read, and what cannot be read stays to be corrected', async () => {
    const { page, complaints } = await lab.page()
    const field = page.locator('[id="knob gas.beta"]')
    const typed = async (text: string): Promise<void> => {
      await field.fill(text)
      await page.keyboard.press('Enter')
    }
    await page.fill('[id="knob system.ring.flux"]', '1/3')
    await page.keyboard.press('Enter')
    await expect.poll(() => value(page, 'system.ring.flux')).toBe('0.33333')
    for (const wrong of ['abc', '-1', '1/0']) {
      await typed(wrong)
      await expect.poll(() => page.textContent('.messages')).toMatch(/gas\.beta: expected/)
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
      expect(await field.inputValue()).toBe(wrong)
      expect(await page.locator('input[data-path="gas.beta"]').count()).toBe(1)
    }
    await typed('3')
    await expect.poll(() => page.textContent('.messages')).toBe('')
    expect([await field.inputValue(), await field.getAttribute('aria-invalid')]).toEqual(['3', 'false'])
    expect(complaints).toEqual([])
  })

  test('quantities are shown with their units and typed, and axes name theirs', async () => {
    const { page, complaints } = await lab.page(hashOf(studyInUnits, '&view=relaxation'))
    await expect.poll(() => value(page, 'gas.density')).toBe('1e13 cm^-3')
    await page.fill('[id="knob gas.temperature"]', '0.2 µK')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.figures .axis-label').allTextContents()).toContain('time in ħ/nK')
    await expect.poll(() => page.locator('.messages .message').count()).toBe(0)
    expect(await value(page, 'gas.temperature')).toBe('0.2 µK')
    await page.click('#tab-scattering')
    await expect.poll(() => page.locator('.figures .axis-label').allTextContents()).toContain('total energy in nK')
    await page.click('#tab-study')
    await expect.poll(() => page.locator('.cm-content').innerText()).toContain('1e13 cm^-3')
    expect(complaints).toEqual([])
  })

  test('the address takes YAML, too, with its comments', async () => {
    const { page, complaints } = await lab.page(hashOfText(exampleText('starter'), '&view=study'))
    await expect.poll(() => page.locator('.level-diagram .level').count()).toBe(2)
    await expect.poll(() => page.locator('.cm-content').innerText()).toContain('# The gas:')
    expect(complaints).toEqual([])
    const { page: wrong } = await lab.page(hashOfText('gas: cold'))
    await expect.poll(() => wrong.textContent('.messages')).toContain('This address holds no study: ')
  })

  test('of several gases the view says which one it is of, and lets another be chosen', async () => {
    const { page } = await lab.page('#preset=two-gases&view=balance')
    await expect.poll(() => page.textContent('.alone')).toContain('“hot” alone')
    expect(await page.textContent('.look')).not.toContain('although the Gibbs state is stationary')
    await page.locator('.view').getByLabel('look at gas').selectOption('cold')
    await expect.poll(() => page.textContent('.alone')).toContain('“cold” alone')
    await page.click('#tab-scattering')
    await expect.poll(() => page.textContent('.alone')).toContain('“cold” alone')
    await page.click('#tab-relaxation')
    await expect.poll(() => page.locator('.wide .series').count()).toBe(3)
    await expect.poll(() => page.textContent('.triangle .legend')).toContain('the stationary state')
  })

  test('of beams nothing is said of a Gibbs state, and what is missing says why', async () => {
    const { page } = await lab.page(hashOf(exampleTree('beam'), '&view=balance'))
    await expect.poll(() => page.textContent('.look')).toContain('no temperature')
    await page.click('#tab-relaxation')
    await expect.poll(() => page.textContent('.missing')).toContain('No σ: a gas has no temperature')
    expect(await page.locator('.wide .series').count()).toBe(1)
    expect(await page.textContent('.view')).not.toContain('the Gibbs state')
    await page.click('#tab-map')
    await page.waitForSelector('.map image', { state: 'attached' })
    await page.getByLabel('colour').selectOption('entropy')
    await expect
      .poll(() => page.textContent('.figures .message'))
      .toContain('has no value here: a gas has no temperature')
    expect(await page.locator('.map image').count()).toBe(0)
  })

  test('scattering about a centre names its wave, and leaves the formula of the line to the line', async () => {
    const potentials = [{ gaussian: { height: 1.5, width: 0.5 } }, 'zero', 'zero']
    const study = { ...exampleTree('central-dots'), interaction: { potentials } }
    const { page } = await lab.page(hashOf(study, '&view=scattering'))
    expect(await page.textContent('.equation')).not.toContain('δ')
    await expect.poll(() => page.textContent('.look')).toContain('ℓ = 0')
    await expect
      .poll(() => page.locator('.figures .axis-label').allTextContents(), { timeout: 60_000 })
      .toContain('probability, ℓ = 0')
    await page.goto(`${lab.address}#preset=fig1&view=scattering`)
    await expect.poll(() => page.textContent('.equation')).toContain('δ')
  }, 90_000)

  test('a map that is zero has one colour and a short scale', async () => {
    const { page } = await lab.page(hashOf(exampleTree('starter'), '&view=map'))
    await expect.poll(() => page.textContent('.found')).toMatch(/Zero everywhere.*within its error/)
    expect(await page.locator('.map .axis').last().locator('text').allTextContents()).toEqual(['0'])
  })

  test('a study of any kind of system is dropped on the page and solved', async () => {
    const { page, complaints } = await lab.page()
    const system = {
      matrix: 'hamiltonian: [[0, "0.1-0.2i"], ["0.1+0.2i", 0.3]]',
      lattice: 'lattice: { onsite: [0, 0.1, 0.2, 0.3], bonds: [{ from: 0, to: 1, amplitude: "0.3i" }] }',
      ring: 'ring: { sites: 6, tunneling: -0.3, flux: 0.2 }',
    }
    for (const [kind, levels] of [
      ['matrix', 2],
      ['lattice', 4],
      ['ring', 6],
    ] as const) {
      const strengths = Array.from({ length: levels }, (_, i) => 0.5 + 0.3 * i)
      await drop(
        page,
        `system: { ${system[kind]} }\ngas: { dimension: 1, mass: 1, density: 0.1, beta: 2 }\n` +
          `interaction: { contact: { strengths: [${strengths.join()}] } }\n`,
      )
      await expect.poll(() => page.locator('.level-diagram .level').count()).toBe(levels)
      await expect.poll(() => page.locator('.dot').count()).toBe(levels)
    }
    await drop(page, 'gas: cold')
    await expect.poll(() => page.textContent('.messages')).toContain('This file holds no study')
    expect(complaints).toEqual([])
  })

  test('the line for a shell that runs the study is copied, and runs', async () => {
    const { page } = await lab.page('#preset=fig1&view=study', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.waitForSelector('.cm-content')
    await page.getByRole('button', { name: 'Copy the command' }).click()
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(copied).toContain('npx dilute run - --json')
    const study = /STUDY'\n([^]*)STUDY\n$/.exec(await copied())![1]!
    const { ratio } = (JSON.parse(await ran(study)) as { detailedBalance: { ratio: number[][] } }).detailedBalance
    expect(ratio[2]![0]).toBeCloseTo(1.501616, 5)
  })

  test('a computation that fails says why and leaves the last picture, marked as old', async () => {
    const { page } = await lab.page()
    await outcome(page, 'Detailed balance is broken')
    const study = readFileSync(new URL('../../examples/central-dots.yaml', import.meta.url), 'utf8')
    await drop(page, study.replace('beta: 1', 'beta: 0.001'))
    await expect.poll(() => page.textContent('.messages')).toMatch(/The waves .* What is shown is the last study/)
    expect(await page.textContent('.messages')).not.toContain('dilute run')
    await expect.poll(() => page.locator('.stage.stale .level').count()).toBe(3)
  })

  test('what takes long says how far it is, and can be stopped', async () => {
    const { page } = await lab.page()
    const strengths = Array.from({ length: 128 }, (_, i) => 1 + (i % 7) / 3)
    await drop(
      page,
      'system: { ring: { sites: 128, tunneling: -1, flux: 0.2 } }\n' +
        'gas: { dimension: 1, mass: 1, density: 1, beta: 2 }\n' +
        `interaction: { contact: { strengths: [${strengths.join()}] } }\n`,
    )
    await page.getByRole('button', { name: 'Stop' }).click({ timeout: 20_000 })
    await expect.poll(() => page.textContent('.messages')).toMatch(/Stopped after \d+ seconds.*dilute run study\.yaml/)
    await expect.poll(() => page.locator('.stage.stale').count()).toBe(2)
  })

  test('the study is edited as text: problems at their place, comments stay when a slider moves', async () => {
    const { page, complaints } = await lab.page('#preset=fig1&view=study')
    const editor = page.locator('.cm-content')
    await editor.waitFor()
    const typed = async (text: string): Promise<void> => {
      await editor.click()
      await page.keyboard.press('Control+a')
      await editor.evaluate((element, pasted) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', pasted)
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }, text)
    }
    await typed(
      '# my ring\nsystem:\n  ring: { sites: 3, tunneling: -0.3, flux: 1/4 }\ngas: { dimension: 1, mass: 1, ' +
        'density: 1, beta: cold }\ninteraction: { contact: { strengths: [1, 0.7, 1.5] } }\n',
    )
    await expect.poll(() => page.textContent('.problems')).toMatch(/line 4, column 49: gas\.beta: expected/)
    await expect.poll(() => page.locator('.cm-lintRange-error').count()).toBeGreaterThan(0)
    await typed(
      '# my ring\nsystem:\n  ring: { sites: 3, tunneling: -0.3, flux: 1/4 }\ngas: { dimension: 1, mass: 1, ' +
        'density: 1, beta: 3 } # cold\ninteraction: { contact: { strengths: [1, 0.7, 1.5] } }\n',
    )
    await expect.poll(() => value(page, 'gas.beta')).toBe('3')
    await expect.poll(() => page.textContent('.problems')).toBe('')
    await page.fill('[id="knob system.ring.flux"]', '0.2')
    await page.keyboard.press('Enter')
    await expect.poll(() => editor.innerText()).toContain('flux: 0.2 }')
    expect(await editor.innerText()).toMatch(/# my ring[^]*beta: 3 } # cold/)
    expect(complaints).toEqual([])
  })

  test('files are opened, and results and figures are taken away', async () => {
    const { page } = await lab.page('#preset=fig1&view=study')
    await page.setInputFiles('input[type=file]', {
      name: 'mine.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from(readFileSync(fileURLToPath(new URL('../../examples/two-baths.yaml', import.meta.url)))),
    })
    await expect.poll(() => page.locator('.slider label', { hasText: 'β' }).count()).toBe(2)
    const json = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Results as JSON' }).click()
    const results = JSON.parse(readFileSync(await (await json).path(), 'utf8')) as {
      heatCurrents: Record<string, number>
    }
    const reference = JSON.parse(
      readFileSync(new URL('../../packages/dilute/test/reference/two_baths.json', import.meta.url), 'utf8'),
    ) as { heatCurrents: Record<string, number> }
    // of gases ten times as dense
    expect(Math.abs((10 * results.heatCurrents['hot']!) / reference.heatCurrents['hot']! - 1)).toBeLessThan(1e-9)
    await page.click('#tab-balance')
    for (const [name, begins] of [
      ['SVG', '<svg'],
      ['CSV', 'βΔE,'],
      ['PNG', '\u{FFFD}PNG'],
    ] as const) {
      const download = page.waitForEvent('download')
      await page.locator('.figures .take').first().getByRole('button', { name }).click()
      expect(readFileSync(await (await download).path(), 'utf8').slice(0, begins.length)).toBe(begins)
    }
  })

  test('a click on the map goes there', async () => {
    const { page } = await lab.page('#preset=fig1&view=map')
    await page.waitForSelector('.map image', { state: 'attached' })
    const map = (await page.locator('.map .frame').boundingBox())!
    await page.mouse.click(map.x + map.width / 4, map.y + map.height / 6)
    await expect.poll(async () => Number(await value(page, 'interaction.contact.strengths.2'))).toBeCloseTo(-1.5, 1)
    expect(Number(await value(page, 'interaction.contact.strengths.1'))).toBeCloseTo(2, 1)
  })

  test('the start of a relaxation is dragged, and becomes the start of the study', async () => {
    const { page } = await lab.page('#preset=fig1&view=relaxation')
    const start = (await page.locator('.start circle').boundingBox())!,
      frame = (await page.locator('.triangle .frame').boundingBox())!
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
    await page.mouse.down()
    await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height * 0.6, { steps: 4 })
    await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height, { steps: 4 })
    await page.mouse.up()
    await expect
      .poll(async () => (await page.locator('.facts dd').first().textContent())!.split(', ').map(Number))
      .toEqual([expect.closeTo(0.5, 1), expect.closeTo(0.5, 1), expect.closeTo(0, 1)])
    await page.click('#tab-study')
    await expect.poll(() => page.locator('.cm-content').innerText()).toContain('initial:')
  })

  test('share gives a link, a frame, an element and squares', async () => {
    const { page, complaints } = await lab.page('#preset=born', { serviceWorkers: 'block' })
    await page.getByRole('button', { name: 'Share' }).click()
    await page.waitForSelector('.qr path')
    expect((await page.getByLabel('Link', { exact: true }).inputValue()).length).toBeLessThan(2000)
    const element = await page.getByLabel('Element', { exact: true }).inputValue()
    const host = await page.context().newPage()
    await host.route('**/host.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html>${element}` }),
    )
    await host.goto(`${lab.address}host.html`)
    const frame = host.frameLocator('iframe')
    await expect.poll(() => frame.locator('.verdict .outcome').textContent()).toContain('holds')
    expect(await frame.locator('.top, .controls').count()).toBe(0)
    expect(complaints.filter((text) => !text.includes('blocked by Playwright'))).toEqual([])
  })

  test('the frame that is shared shows the lab in another page', async () => {
    const { page } = await lab.page('#preset=no-flux', { serviceWorkers: 'block' })
    await page.getByRole('button', { name: 'Share' }).click()
    await page.waitForSelector('.qr path')
    const frame = await page.getByLabel('Frame', { exact: true }).inputValue()
    const host = await page.context().newPage()
    await host.route('**/host.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html>${frame}` }),
    )
    await host.goto(`${lab.address}host.html`)
    const inside = host.frameLocator('iframe')
    await expect.poll(() => inside.locator('.verdict .outcome').textContent()).toContain('holds')
    expect(await inside.locator('[role=tablist], .top').count()).toBe(0)
    expect(await inside.locator('.controls').count()).toBe(1)
  })

  test('a link is previewed with a picture that is there', async () => {
    const { page } = await lab.page()
    const picture = await page.locator('meta[property="og:image"]').getAttribute('content')
    const answer = await page.request.get(new URL(picture!, lab.address).href)
    expect(answer.headers()['content-type']).toBe('image/png')
  })

  test('embedded with locks, controls are hidden and the scene cannot be grabbed', async () => {
    const { page } = await lab.page('?embed=1&lock=all#preset=fig1')
    expect(await page.locator('.controls, [role=tablist], .top').count()).toBe(0)
    expect(await page.locator('.dots').getAttribute('inert')).not.toBeNull()
  })

  test('after the first load it works without a network', async () => {
    const { page } = await lab.page()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.context().setOffline(true)
    await page.reload()
    await solved(page)
    await page.click('#tab-study')
    await page.waitForSelector('.cm-content')
  })

  test('one file from a disk does all of it', async () => {
    const page = await (await lab.browser.newContext()).newPage()
    const complaints = complaintsOf(page)
    await page.goto(`${new URL('../../packages/dilute/dist/lab/lab.html', import.meta.url).href}${hashOf(fig1)}`)
    await solved(page)
    await outcome(page, 'Detailed balance is broken')
    await page.click('#tab-study')
    await page.waitForSelector('.cm-content')
    expect(complaints).toEqual([])
  })

  test('without motion everything can be read', async () => {
    const { page } = await lab.page('', { reducedMotion: 'reduce' })
    const flow = page.locator('.current .flow').first(),
      before = await flow.getAttribute('stroke-dashoffset')
    await page.waitForTimeout(300)
    expect(await flow.getAttribute('stroke-dashoffset')).toBe(before)
    expect(await page.locator('.level-diagram').getAttribute('aria-label')).toMatch(
      /current .* from level \d to level \d/,
    )
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in any view, %s',
    async (colorScheme) => {
      const { page } = await lab.page('', { colorScheme, reducedMotion: 'reduce' })
      await page.getByRole('button', { name: 'Tour' }).click()
      await page.getByRole('button', { name: 'Challenges' }).click()
      for (const view of views) {
        await page.click(`#tab-${view}`)
        await page.waitForSelector(
          { study: '.cm-content', map: '.map image', gases: '.view.single' }[view as string] ?? '.figures svg',
          { state: 'attached' },
        )
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect({
          view,
          found: violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ target }) => target)]),
        }).toEqual({ view, found: [] })
      }
    },
    180_000,
  )

  test('on 360 pixels nothing is wider than the screen', async () => {
    const { page } = await lab.page('', { viewport: { width: 360, height: 740 } })
    for (const view of views) {
      await page.click(`#tab-${view}`)
      await page.waitForTimeout(400)
      expect({ view, width: await page.evaluate(() => document.documentElement.scrollWidth) }).toEqual({
        view,
        width: 360,
      })
    }
  })
})

/** A file dropped on the page. */
async function drop(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'mine.yaml', { type: 'application/yaml' }))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, text)
}

/** What the command prints of a study. */
async function ran(study: string): Promise<string> {
  const command = fileURLToPath(new URL('../../packages/dilute/bin/dilute.js', import.meta.url))
  const child = spawn(process.execPath, [command, 'run', '-', '--json'], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(study)
  return text(child.stdout)
}
