/** The initial state of an evolution: exactly one of site, level, ket, density, gibbs. */
import type { InitialConfig } from '../reading/config.js'
import { complexNumber } from './fields.js'
import { keyed, requireExactlyOne } from './keyed.js'
import { list, mostSites, notNegative, perSite, whole } from './numbers.js'
import { optional, ruled, told, turned } from './steps.js'

const index = (what: string, description: string) =>
  whole({ least: 0, most: mostSites - 1 }, `the number of a ${what}, counted from 0`, description)

const kinds = ['site', 'level', 'ket', 'density', 'gibbs'] as const

const density = perSite(list(complexNumber('Entry ⟨i|ρ|j⟩.'), 'a list of numbers'), 'a list of rows')

const declaredInitial = told(keyed({
  site: optional(index('site', 'All on one site, counted from 0.')),
  level: optional(index('level', 'All on one level, counted from 0, the lowest.')),
  ket: optional(perSite(complexNumber('Amplitude ⟨i|ψ⟩.'), 'a list of numbers'), 'A pure state, its amplitudes on the sites; of norm 1.'),
  density: optional(density, 'Density matrix in the site basis, row by row: Hermitian, trace 1, positive.'),
  gibbs: optional(notNegative('The Gibbs state of the system at this inverse temperature; 0 is the maximally mixed state.')),
}), { title: 'Initial state', description: `Exactly one of ${kinds.join(', ')}.`, minProperties: 1, maxProperties: 1 })

export const initialSchema = turned(
  ruled(declaredInitial, (map, context) => requireExactlyOne(map, kinds, context)),
  (map) => Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined)) as unknown as InitialConfig,
)
