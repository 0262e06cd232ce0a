/** The smallest problem of all, once for every point and energy of a map: t = (1 − VG)⁻¹V and Σ w|t|², in a batch. */
import { ringSystem } from 'dilute'
import { kernel } from '../measure.js'
import { fastest, limitFor } from '../peers.js'

export const title = 'Amplitude problems'
const energies = 64
/** Energies of one rule between two thresholds, or above the last; its ends have no weight. */
const nodes = 63
const couplings = 100

export async function* rows({ servers, internals }) {
  for (const n of [3, 4, 6, 8]) {
    const args = { n, couplings, energies }
    const [solved, stepped] = [
      await fastest(servers, calls(['solve', 'inverse'], args)),
      await fastest(servers, calls(['sherman_morrison'], args)),
    ]
    const limit = limitFor(n)
    yield {
      what: `n = ${n}`,
      growth: n,
      per: 'problem',
      rounds: 15,
      ours: mapKernel(internals, n),
      peers: {
        'numpy, linalg': perProblem(solved),
        'numpy, Sherman–Morrison': perProblem(stepped),
        limit: limit.skipped ? limit : { ...limit, seconds: async () => limit.run(couplings, energies).seconds },
      },
      notes: async () =>
        limit.skipped || solved.skipped
          ? []
          : [`numpy and C agree to ${agreement(await solved.value(), limit.run(couplings, energies).checksum)}`],
    }
  }
}

const calls = (names, args) => names.map((call) => ({ module: 'amplitudes', call, args }))
const perProblem = (peer) =>
  peer.skipped ? peer : { ...peer, seconds: async () => (await peer.seconds()) / couplings / energies }
const agreement = (one, other) => Math.abs(one / other - 1).toExponential(0)

/** Rates of points of a map over one strength; everything that a point takes, pole search included. */
function mapKernel({ PointRates }, n) {
  const system = ringSystem({ sites: n, tunneling: -0.5, flux: 0.2 })
  const rates = new PointRates(system, { dimension: 1, mass: 1, beta: 2 }, 1e-8)
  const strengths = Float64Array.from({ length: n }, (_, i) => 1 + ((3 * i) % 10) / 10)
  const count = 200
  const all = kernel(() => {
    for (let point = 0; point < count; point++) {
      strengths[1] = 0.2 + (1.8 * point) / count
      if (rates.integrals(strengths) === null) throw new Error('a point of the map is left to the adaptive table')
    }
  }, 0.2)
  return () => all() / count / nodes / (n - 1)
}
