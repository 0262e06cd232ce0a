/**
 * How time grows with levels: a ring of N levels at β = 1 to 10⁻⁸; beyond what some seconds suffice for, an energy at
 * a time.
 */
import { kernel } from '../measure.js'
import { ringEnergies, ringGenerator, ringRates } from '../ring.js'

export const title = 'Growth with levels'
const sizes = [3, 6, 12, 25, 50, 100, 200, 400]
/** Seconds after which no larger ring is tried. */
const patience = 2

const kinds = [
  { curve: 'rates', per: 'table of rates', work: ringRates },
  { curve: 'rates, dots apart', per: 'table of rates', work: (n) => ringRates(n, 0.05) },
  { curve: 'all coherences', per: 'generator', work: ringGenerator },
]

export async function* rows({ quick }) {
  const asked = sizes.filter((size) => !quick || size <= 12)
  for (const kind of kinds) {
    let last = 0
    for (const n of asked)
      if (last < patience)
        yield whole(kind, n, (seconds) => {
          last = seconds
        })
  }
  for (const n of asked) {
    const count = n > 100 ? 8 : 64
    const all = kernel(ringEnergies(n, count))
    yield {
      what: `N = ${n}, amplitudes`,
      growth: n,
      curve: 'amplitudes at one energy',
      per: 'energy',
      rounds: 3,
      ours: () => all() / count,
    }
  }
}

function whole({ curve, per, work }, n, onTime) {
  let energies
  return {
    what: `N = ${n}, ${curve}`,
    growth: n,
    curve,
    per,
    rounds: n > 12 ? 1 : 3,
    ours: kernel(
      () => {
        ;({ energies } = work(n))
      },
      n > 12 ? 0 : 0.05,
    ),
    notes: ({ ours }) => {
      onTime(ours.median)
      return [`${energies} energies`]
    },
  }
}
