/** Rates of large rings at one β; where that takes long, for some energies. */
import { kernel } from '../measure.js'
import { fastest } from '../peers.js'
import { ringEnergies, ringRates } from '../ring.js'

export const title = 'Rings of N levels with dots at one point, rates at β = 1 to 10⁻⁸'

export async function* rows({ quick, servers }) {
  for (const n of quick ? [16] : [64, 128, 256]) yield whole(n, servers)
  for (const n of quick ? [32] : [64, 128, 256]) yield some(n, servers, quick)
}

/** Of larger rings one table takes so long that it is not repeated, and numpy's not computed again for its value. */
async function whole(n, servers) {
  const patience = n > 128 ? 300 : 30
  const trial = { nodes: n > 128 ? [1, 2] : [2, 4] }
  const numpy = await fastest(servers, calls('rates', { n, nodes: [24, 40] }, patience), trial)
  let last
  const ours = kernel(
    () => {
      last = ringRates(n)
    },
    n > 64 ? 0 : 0.5,
  )
  const apart = async () => Math.abs(last.violation - (await numpy.value())).toExponential(0)
  return {
    what: `N = ${n}`,
    per: 'table of rates',
    rounds: n > 64 ? 1 : 3,
    ours,
    peers: { numpy },
    notes: async () => [
      `${last.energies} energies, numpy ${24 * (n - 2) + 40}`,
      ...(numpy.skipped || n > 128 ? [] : [`largest |ln I| apart by ${await apart()}`]),
    ],
  }
}

async function some(n, servers, quick) {
  const count = quick ? 16 : 64
  const numpy = await fastest(servers, calls('energies', { n, count }), { count: 8 })
  const all = kernel(ringEnergies(n, count))
  return {
    what: `N = ${n}, amplitudes and their squares`,
    per: 'energy',
    rounds: 3,
    ours: () => all() / count,
    peers: { numpy: numpy.skipped ? numpy : { ...numpy, seconds: async () => (await numpy.seconds()) / count } },
  }
}

const calls = (call, args, patience) => [{ module: 'rings', call, name: 'inv', args, patience }]
