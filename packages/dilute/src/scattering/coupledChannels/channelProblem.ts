import type { Potential, System } from '../../model/index.js'
import type { ChannelProblem } from './sectorModes.js'

/** H_S − 𝓔₀ and the potentials, about a centre with the centrifugal barrier of an angular momentum. */
export function channelProblem(
  system: System,
  mass: number,
  potentials: readonly Potential[],
  angularMomentum = 0,
): ChannelProblem {
  const n = system.sites
  const { re, im, rows, columns } = system.hamiltonian
  const barrier = (angularMomentum * (angularMomentum + 1)) / (2 * mass)
  const shifted = re.map((x, i) => (i % (n + 1) === 0 ? x - system.levels[0]! : x))
  return {
    mass,
    angularMomentum,
    hamiltonian: { rows, columns, re: shifted, im },
    eigenvectors: system.eigenvectors,
    potential: (site, q) => potentials[site]!.value(q),
    potentials(q, out) {
      const shared = barrier === 0 ? 0 : barrier / (q * q)
      for (let s = 0; s < n; s++) out[s] = potentials[s]!.value(q) + shared
    },
  }
}
