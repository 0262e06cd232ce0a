/** Whole commands, and sweeps of β, as a user runs them. */
import {
  collisionTable,
  contactScatterer,
  contactStrengths,
  detailedBalance,
  ringSystem,
  thermalGas,
  thermalRates,
  threeLevelConditions,
} from 'dilute'
import { example, run, runSweep } from '../dilute.js'
import { command, kernel } from '../measure.js'
import { fastest } from '../peers.js'
import { duration } from '../report.js'

export const title = 'Commands and sweeps of β'

export async function* rows({ quick, servers }) {
  const rounds = 11
  const node = { label: 'node -e 0', seconds: async () => (await command(process.execPath, ['-e', '0'])).seconds }
  const whole = run(example('prl-fig1'), '--json')
  yield {
    what: 'Fig. 1, dilute run --json',
    per: 'command',
    rounds,
    upon: true,
    ours: whole.seconds,
    peers: { 'an empty node': node },
  }
  const figures = runSweep(example('prl-fig1'))
  yield {
    what: 'Fig. 1 with pictures and report, dilute run --out',
    per: 'command',
    rounds,
    upon: true,
    ours: figures.seconds,
    peers: { 'an empty node': node },
  }
  yield {
    what: 'Fig. 1 in the library, to 10⁻¹⁰',
    per: 'temperature',
    rounds,
    ours: figure(),
    peers: { 'scipy, quad': await fastest(servers, [{ module: 'fig1', call: 'temperature', args: {} }]) },
  }
  for (const [name, study] of Object.entries(models)) yield temperatures(name, study, quick)
}

/** What many temperatures take beyond the table of a few. */
async function temperatures(name, study, quick) {
  const few = runSweep(sweep(study, 10)).seconds
  const each = async (points) => ((await runSweep(sweep(study, points)).seconds()) - (await few())) / (points - 10)
  const points = quick ? 20 : Math.min(1e4, Math.max(50, Math.round(3 / (await each(50)))))
  return {
    what: `β = 0.2…40, ${points} temperatures, ${name}: beyond the same with 10`,
    per: 'temperature',
    rounds: 3,
    ours: () => each(points),
    notes: ({ ours }) => [`10⁴ temperatures: ${duration(1e4 * ours.median)}`],
  }
}

const contacts = {
  system: { ring: { sites: 3, tunneling: '-1/(2*sqrt(3))', flux: '3/4' } },
  gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
}
const gaussian = (height, center) => ({ gaussian: { height, width: 0.5, center } })
const models = {
  'dots at one point': { ...contacts, interaction: { contact: { strengths: [1, 0.7, 1.5] } } },
  'dots apart': { ...contacts, interaction: { contact: { strengths: [1, 0.7, 1.5], positions: [0, 1, 2] } } },
  Gaussians: { ...contacts, interaction: { potentials: [gaussian(1.5, -0.4), gaussian(-1, 0.1), gaussian(0.8, 0.5)] } },
}
const sweep = (study, points) => ({
  ...study,
  record: ['violation'],
  tolerance: 1e-8,
  sweep: [{ set: 'gas.beta', from: 0.2, to: 40, points, scale: 'log' }],
})

/** All ratios with error bars and both sides of (30a) and (30b), 200 temperatures. */
function figure() {
  const betas = Array.from({ length: 200 }, (_, i) => 0.2 * 200 ** (i / 199))
  const all = kernel(() => {
    const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
    const table = collisionTable(
      contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 }),
      { betas },
    )
    return betas.map((beta) => {
      const rates = thermalRates(table, thermalGas({ dimension: 1, mass: 1, density: 1, beta }), 'paper')
      return [detailedBalance(rates, system.levels, beta), threeLevelConditions(rates, system.levels, beta)]
    })
  }, 0.2)
  return () => all() / betas.length
}
