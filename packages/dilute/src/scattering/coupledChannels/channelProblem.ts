import type { Potential, System } from '../../model/index.js'
import type { ChannelProblem } from './sectorModes.js'

/** H_S − 𝓔₀ and the potentials, with an extra potential common to all sites where there is one (a centrifugal barrier). */
export function channelProblem(system: System, mass: number, potentials: readonly Potential[], common?: (q: number) => number): ChannelProblem {
  const n = system.sites
  const { re, im, rows, columns } = system.hamiltonian
  const shifted = re.map((x, i) => (i % (n + 1) === 0 ? x - system.levels[0]! : x))
  return {
    mass,
    hamiltonian: { rows, columns, re: shifted, im },
    eigenvectors: system.eigenvectors,
    potentials(q, out) {
      const shared = common?.(q) ?? 0
      for (let s = 0; s < n; s++) out[s] = potentials[s]!.value(q) + shared
    },
  }
}
