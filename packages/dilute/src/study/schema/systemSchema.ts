/** The n-level system of a study: exactly one of ring, hamiltonian, lattice. */
import type { SystemConfig } from '../reading/config.js'
import { complexNumber } from './fields.js'
import { keyed, requireExactlyOne } from './keyed.js'
import { list, mostSites, number, perSite, whole } from './numbers.js'
import { optional, ruled, told, turned } from './steps.js'

const onsite = told(perSite(number('Energy of a site.'), 'a list of numbers'), { description: 'Energies of the sites, one per site.' })

const ringSites = `a whole number from 3 to ${mostSites} (fewer sites: use lattice or hamiltonian)`

const ring = told(keyed({
  sites: whole({ least: 3, most: mostSites }, ringSites, 'Number of sites of the ring.'),
  tunneling: number('Tunnelling amplitude τ: H[i][i+1] = τ exp(−2πiφ/n).'),
  flux: number('Magnetic flux φ through the ring, in flux quanta.'),
  onsite: optional(onsite),
}), { title: 'Ring', description: 'Equal tunnelling amplitudes around a ring threaded by a magnetic flux.' })

const hamiltonian = told(
  perSite(list(complexNumber('Entry ⟨i|H|j⟩.'), 'a list of numbers'), 'a list of rows'),
  { title: 'Hamiltonian', description: 'Hermitian matrix in the site basis, row by row.' },
)

const site = (end: string) =>
  whole({ least: 0, most: mostSites - 1 }, 'the number of a site, counted from 0', `Site the bond ${end}, counted from 0.`)

const bond = keyed({
  from: site('comes from'),
  to: site('goes to'),
  amplitude: complexNumber('⟨from|H|to⟩; its Hermitian partner is added.'),
})

const lattice = told(
  keyed({ onsite, bonds: list(bond, 'a list of bonds') }),
  { title: 'Lattice', description: 'Sites with energies, joined by bonds.' },
)

const exactlyOneKey = { minProperties: 1, maxProperties: 1 }

const declaredSystem = told(
  keyed({ ring: optional(ring), hamiltonian: optional(hamiltonian), lattice: optional(lattice) }),
  { title: 'System', description: 'The n-level system: exactly one of ring, hamiltonian, lattice.', ...exactlyOneKey },
)

export const systemSchema = turned(
  ruled(declaredSystem, (map, context) => requireExactlyOne(map, ['ring', 'hamiltonian', 'lattice'], context)),
  ({ ring, hamiltonian, lattice }): SystemConfig => (ring ? { ring } : hamiltonian ? { hamiltonian } : { lattice: lattice! }),
)
