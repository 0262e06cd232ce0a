/**
 * How the lab feels, in a Chromium, by the clock: `node bench/lab.js [CHROMIUM]`. Medians; on a busy machine they say
 * little.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const rounds = 5,
  moves = 12
const command = fileURLToPath(new URL('../packages/dilute/bin/dilute.js', import.meta.url))

function served() {
  const child = spawn(process.execPath, [command, 'lab', '--port', '0', '--no-open'])
  return new Promise((resolve) => {
    child.stdout.on('data', (text) => {
      const address = /http:\S+/.exec(String(text))?.[0]
      if (address) resolve({ child, address })
    })
  })
}

/** From the address to currents that move, in ms. */
async function opened(page, address) {
  const began = performance.now()
  await page.goto(`${address}#preset=fig1`)
  await page.waitForSelector('.current .flow', { state: 'attached' })
  const time = performance.now() - began
  await page.waitForSelector('.figures .series', { state: 'attached' })
  return time
}

/** From a move of a slider to the curves drawn anew, in ms, of some moves; runs in the page. */
async function moved({ path, count }) {
  const input = document.querySelector(`input[data-path="${path}"]`)
  const curve = () => document.querySelector('.figures .series').getAttribute('d')
  const frame = () => new Promise(requestAnimationFrame)
  const times = []
  input.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  for (let i = 0; i < count; i++) {
    const [before, began] = [curve(), performance.now()]
    input.value = String(520 + ((i * 137) % 300))
    input.dispatchEvent(new Event('input', { bubbles: true }))
    while (curve() === before && performance.now() - began < 5000) await frame()
    times.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  input.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))
  return times
}

/** From the tab to a whole map of 100 × 100, in ms. */
async function mapped(page) {
  const began = performance.now()
  await page.click('#tab-map')
  await page.getByText(/^100 × 100$/).waitFor({ timeout: 60_000 })
  return performance.now() - began
}

async function round(browser, address) {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage()
  const open = await opened(page, address)
  const slider = (path) => page.evaluate(moved, { path, count: moves })
  const [coupling, flux] = [await slider('interaction.contact.strengths.1'), await slider('system.ring.flux')]
  const map = await mapped(page)
  await page.context().close()
  return { 'first load to moving currents': [open], 'coupling slider': coupling, 'flux slider': flux, map: [map] }
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1]

const { child, address } = await served()
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const all = []
for (let i = 0; i < rounds; i++) all.push(await round(browser, address))
for (const name of Object.keys(all[0]))
  console.log(`${name}: ${Math.round(median(all.flatMap((one) => one[name])))} ms`)
await browser.close()
child.kill()
