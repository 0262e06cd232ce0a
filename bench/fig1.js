/**
 * The whole of Fig. 1: 200 temperatures, all ratios with error bars, both sides of (30a) and (30b), to 1e-10, after
 * warm-up. Against it, in the same run, a plain script with scipy does one temperature.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { collisionTable, thermalRates } from 'dilute/generator'
import { contactStrengths, ringSystem, thermalGas } from 'dilute/model'
import { contactScatterer } from 'dilute/scattering'
import { detailedBalance, threeLevelConditions } from 'dilute/thermodynamics'
import { median, row } from './report.js'

const betas = Array.from({ length: 200 }, (_, i) => 0.2 * 200 ** (i / 199))

function figure() {
  const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
  const table = collisionTable(scatterer, { betas, relativeError: 1e-10 })
  return betas.map((beta) => {
    const rates = thermalRates(table, thermalGas({ dimension: 1, mass: 1, density: 1, beta }), 'paper')
    return {
      rates,
      report: detailedBalance(rates, system.levels, beta),
      sides: threeLevelConditions(rates, system.levels, beta),
    }
  })
}

export function benchmarkFig1() {
  for (let i = 0; i < 30; i++) figure()
  const times = Array.from({ length: 50 }, () => {
    const start = performance.now()
    figure()
    return performance.now() - start
  })
  const whole = median(times)
  row('Fig. 1, 200 temperatures, median of 50', `${whole.toFixed(2)} ms`)
  const scipy = spawnSync('python3', [fileURLToPath(new URL('fig1_scipy.py', import.meta.url))], { encoding: 'utf8' })
  if (scipy.status !== 0) return row('plain scipy script', 'skipped: python3 with scipy is not installed')
  const each = Number(scipy.stdout)
  row('plain scipy script, one temperature', `${each.toFixed(1)} ms`)
  row('ratio for 200 temperatures', `${((200 * each) / whole).toFixed(0)} times faster`)
}
