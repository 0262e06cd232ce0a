/** Rates of large rings at one β; where that takes long, for some energies. */
import { kernel } from '../measure.js'
import { fastest } from '../peers.js'
import { ringEnergies, ringRates } from '../ring.js'

export const title = 'Rings of N levels with dots at one point, rates at β = 1 to 10⁻⁸'

export async function* rows({ quick, servers }) {
  for (const n of quick ? [16] : [64, 128]) yield whole(n, servers)
  for (const n of quick ? [32] : [64, 128, 256]) yield some(n, servers, quick)
}

async function whole(n, servers) {
  const numpy = await fastest(servers, calls('rates', { n, nodes: [24, 40] }), { nodes: [2, 4] })
  let last
  const ours = kernel(() => {
    last = ringRates(n)
  }, 0)
  return {
    what: `N = ${n}`,
    per: 'table of rates',
    rounds: n > 100 ? 1 : 3,
    ours,
    peers: { numpy },
    notes: async () => [
      `${last.energies} energies, numpy ${24 * (n - 2) + 40}`,
      ...(numpy.skipped
        ? []
        : [`largest |ln I| apart by ${Math.abs(last.violation - (await numpy.value())).toExponential(0)}`]),
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

const calls = (call, args) => [{ module: 'rings', call, name: 'inv', args }]
