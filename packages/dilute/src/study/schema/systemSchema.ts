/** The n-level system of a study: exactly one of ring, hamiltonian, lattice. */
import type { SystemConfig } from '../reading/config.js'
import { complexNumber } from './fields.js'
import { keyed, requireExactlyOne } from './keyed.js'
import { list, mostSites, number, perSite, whole } from './numbers.js'

const onsite = perSite(number('Energy of a site.'), 'a list of numbers').meta({ description: 'Energies of the sites, one per site.' })

const ringSites = `a whole number from 3 to ${mostSites} (fewer sites: use lattice or hamiltonian)`

const ring = keyed({
  sites: whole({ least: 3, most: mostSites }, ringSites, 'Number of sites of the ring.'),
  tunneling: number('Tunnelling amplitude τ: H[i][i+1] = τ exp(−2πiφ/n).'),
  flux: number('Magnetic flux φ through the ring, in flux quanta.'),
  onsite: onsite.optional(),
}).meta({ title: 'Ring', description: 'Equal tunnelling amplitudes around a ring threaded by a magnetic flux.' })

const hamiltonian = perSite(list(complexNumber('Entry ⟨i|H|j⟩.'), 'a list of numbers'), 'a list of rows')
  .meta({ title: 'Hamiltonian', description: 'Hermitian matrix in the site basis, row by row.' })

const site = (end: string) =>
  whole({ least: 0, most: mostSites - 1 }, 'the number of a site, counted from 0', `Site the bond ${end}, counted from 0.`)

const bond = keyed({
  from: site('comes from'),
  to: site('goes to'),
  amplitude: complexNumber('⟨from|H|to⟩; its Hermitian partner is added.'),
})

const lattice = keyed({ onsite, bonds: list(bond, 'a list of bonds') })
  .meta({ title: 'Lattice', description: 'Sites with energies, joined by bonds.' })

const exactlyOneKey = { minProperties: 1, maxProperties: 1 }

export const systemSchema = keyed({ ring: ring.optional(), hamiltonian: hamiltonian.optional(), lattice: lattice.optional() })
  .meta({ title: 'System', description: 'The n-level system: exactly one of ring, hamiltonian, lattice.', ...exactlyOneKey })
  .superRefine((map, context) => requireExactlyOne(map, ['ring', 'hamiltonian', 'lattice'], context))
  .transform(({ ring, hamiltonian, lattice }): SystemConfig => (ring ? { ring } : hamiltonian ? { hamiltonian } : { lattice: lattice! }))
