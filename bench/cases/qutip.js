/**
 * The master equation of given rates and jumps beside QuTiP: as its users call it, and the fastest of its methods in
 * either basis.
 */
import { writeFileSync } from 'node:fs'
import {
  collapseOperators,
  collisionTable,
  contactScatterer,
  contactStrengths,
  dissipatorSpectrum,
  energyDensityMatrix,
  evolve,
  ringSystem,
  secularGenerator,
  steadystate,
  thermalGas,
  waveAverages,
} from 'dilute'
import { kernel } from '../measure.js'
import { fastest, folder } from '../peers.js'

export const title = 'The master equation'
const times = Array.from({ length: 101 }, (_, i) => i / 5)
const methods = {
  steady: ['direct', 'reordered', 'dense', 'eigen', 'power', 'svd'],
  gap: ['eigenvalues'],
  evolution: ['adams', 'bdf', 'exponential series'],
  trajectories: ['one processor'],
}
const meanings = {
  steady: 'steady state',
  gap: 'relaxation, all eigenvalues',
  evolution: `evolution, ${times.length} times`,
  trajectories: '100 trajectories of wave functions',
}

export async function* rows({ quick, servers: all }) {
  // sparse matrices, which BLAS has no part in
  const servers = all.filter(({ about }) => about.coreType === all.at(-1).about.coreType)
  for (const n of quick ? [3] : [3, 8, 16]) {
    const { ours, file } = model(n)
    for (const what of n === 16 ? ['steady', 'gap'] : Object.keys(ours))
      yield row({ n, what, ours: ours[what], file, servers })
  }
}

async function row({ n, what, ours, file, servers }) {
  const calls = (basis, names) =>
    names.map((method) => ({
      module: 'master',
      call: what,
      name: `${method}, ${basis} basis`,
      args: { file, basis, method },
    }))
  const usual =
    what === 'gap' ? { skipped: 'QuTiP has no call for it' } : await fastest(servers, calls('site', ['default']))
  const best = await fastest(servers, [...calls('site', methods[what]), ...calls('energy', methods[what])])
  const able = [best, usual].find((peer) => !peer.skipped)
  return {
    what: `${meanings[what]}, N = ${n}`,
    per: 'call',
    rounds: 5,
    ours: kernel(ours.site),
    peers: { 'QuTiP as called': usual, 'QuTiP, its fastest': best },
    notes: async () =>
      able && what !== 'trajectories'
        ? [`apart by ${apart(ours[able.question.args.basis](), await able.value()).toExponential(0)}`]
        : [],
  }
}

/**
 * A ring with irregular on-site energies: what is asked of it, in the basis of the sites and in that of the levels,
 * and the file that QuTiP reads.
 */
function model(n) {
  const system = ringSystem({
    sites: n,
    tunneling: -0.5,
    flux: 0.3,
    onsite: Array.from({ length: n }, (_, i) => 0.3 * Math.sin(7 * i * i + 1)),
  })
  const strengths = Array.from({ length: n }, (_, i) => 0.5 + ((i * 0.618034) % 1))
  const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
  const table = collisionTable(contactScatterer({ system, interaction: contactStrengths({ strengths }), mass: 1 }), {
    betas: [1],
  })
  const generator = secularGenerator({ table, gas })
  const collapse = collapseOperators(generator)
  const initial = { site: 0 }
  const averages = { duration: times.at(-1), seed: 1, count: 100, times, initial: energyDensityMatrix(system, initial) }
  const gap = () =>
    dissipatorSpectrum(generator)
      .map(([re]) => -re)
      .sort((a, b) => a - b)[1]
  const waves = () => waveAverages(collapse, system.levels, averages).density.at(-1)
  return {
    file: write(system, collapse),
    ours: {
      steady: { site: () => steadystate(generator).extremal[0], energy: () => steadystate(generator).energyBasis[0] },
      gap: { site: gap, energy: gap },
      evolution: {
        site: () => evolve(generator, initial, times).density.at(-1),
        energy: () => evolve(generator, initial, times).energyBasis.at(-1),
      },
      trajectories: { site: waves, energy: waves },
    },
  }
}

function write({ levels, eigenvectors, sites }, { hamiltonian, operators }) {
  const file = `${folder}model${sites}.json`
  const planes = ({ re, im }) => ({ re: [...re], im: [...im] })
  writeFileSync(
    file,
    JSON.stringify({
      levels: [...levels],
      eigenvectors: planes(eigenvectors),
      hamiltonian: planes(hamiltonian),
      operators: operators.map(({ matrix }) => planes(matrix)),
      times,
      count: 100,
    }),
  )
  return file
}

/** The largest difference of two states, or of two numbers. */
function apart(one, other) {
  if (typeof one === 'number') return Math.abs(one - other)
  return Math.max(...Array.from(one.re, (x, e) => Math.hypot(x - other.re[e], one.im[e] - other.im[e])))
}
