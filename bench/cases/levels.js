/** How time grows with levels: a ring of N levels with dots at one point, rates at β = 1 to 10⁻⁸; beyond what some seconds suffice for, an energy at a time. */
import { kernel } from '../measure.js'
import { ringEnergies, ringRates } from '../ring.js'

export const title = 'Growth with levels'
const sizes = [3, 6, 12, 25, 50, 100, 200, 400]

export async function* rows({ quick }) {
  let last = 0
  for (const n of sizes.filter((size) => !quick || size <= 25)) {
    if (last < 2) {
      let energies
      yield {
        what: `N = ${n}, rates`, growth: n, per: 'table of rates', rounds: n > 25 ? 1 : 3, ours: kernel(() => { ({ energies } = ringRates(n)) }, n > 25 ? 0 : 0.05),
        notes: ({ ours }) => { last = ours.median; return [`${energies} energies`] },
      }
    }
    const count = n > 100 ? 8 : 64
    const all = kernel(ringEnergies(n, count))
    yield { what: `N = ${n}, amplitudes`, growth: n, per: 'energy', rounds: 3, ours: () => all() / count }
  }
}
