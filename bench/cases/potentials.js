/**
 * Gaussian potentials for every site of a ring of N levels as coupled channels at 10⁻¹¹, k up to 5; and about one
 * centre in space, all partial waves that a gas of β = 1 needs. Setting up is everything up to and including the
 * first energy.
 */
import {
  centralInteraction,
  centralScatterer,
  channelScatterer,
  complexBatch,
  gaussianPotential,
  partialWaves,
  potentialInteraction,
  ringSystem,
} from 'dilute'
import { kernel } from '../measure.js'

export const title = 'Potentials'

export async function* rows({ quick }) {
  for (const n of quick ? [3] : [3, 10]) {
    const setUp = () => lineOf(n)
    yield { what: `on a line, N = ${n}, set-up`, per: 'model', rounds: 3, ours: kernel(setUp, 0) }
    yield { what: `on a line, N = ${n}`, per: 'energy', rounds: 5, ours: energiesOf(setUp(), n > 5 ? 50 : 400) }
  }
  const { shellFunctions, waves } = spaceOf(3)
  yield {
    what: `about one centre in space, N = 3, ${waves} waves, set-up`,
    per: 'model',
    rounds: 3,
    ours: kernel(() => spaceOf(3), 0),
  }
  yield {
    what: `about one centre in space, N = 3, ${waves} waves`,
    per: 'energy',
    rounds: 3,
    ours: energiesOf({ transitions: shellFunctions.transitions, channels: Math.sqrt(waves) * 3 }, 100),
  }
}

const system = (n) =>
  ringSystem({
    sites: n,
    tunneling: -0.7,
    flux: (0.4 * n) / (2 * Math.PI),
    onsite: Array.from({ length: n }, (_, i) => [0, 0.3, -0.2][i % 3]),
  })
const gaussians = (n, center) =>
  Array.from({ length: n }, (_, i) =>
    gaussianPotential({ height: [1.5, -1, 0.8][i % 3], width: [0.5, 0.6, 0.45][i % 3], center: center(i) }),
  )

function lineOf(n) {
  const interaction = potentialInteraction(gaussians(n, (i) => [-0.4, 0.1, 0.5][i % 3]))
  const scatterer = channelScatterer({ system: system(n), mass: 1, interaction })
  const solver = { transitions: scatterer.transitions.bind(scatterer), channels: 2 * n }
  solver.transitions(energies(1), complexBatch(solver.channels, 1))
  return solver
}

function spaceOf(n) {
  const interaction = centralInteraction({ potentials: gaussians(n, () => 0) })
  const scatterer = centralScatterer(partialWaves({ system: system(n), mass: 1, interaction }), { reach: 25 })
  scatterer.shellFunctions.transitions(energies(1), complexBatch(Math.sqrt(scatterer.waves) * n, 1))
  return scatterer
}

const energies = (count) => ({
  level: 0,
  offsets: Float64Array.from({ length: count }, (_, i) => 0.01 + (13 * i) / count),
})

function energiesOf({ transitions, channels }, count) {
  const out = complexBatch(channels, count)
  const all = kernel(() => transitions(energies(count), out))
  return () => all() / count
}
