/** The initial state of an evolution. */
import { requireInitialState } from '../../dynamics/index.js'
import { attempt, type Problem } from '../problem/problem.js'
import type { Value } from './form.js'
import { kind, oneOf } from './maps.js'
import { complexNumber, index, list, notNegative, perSite } from './numbers.js'

export const initial = oneOf(
  {
    site: kind(index('site'), 'All on one site, counted from 0.', { example: '0' }),
    level: kind(index('level'), 'All on one level, counted from 0, the lowest.', { example: '2' }),
    ket: kind(perSite(complexNumber()), 'A pure state, its amplitudes on the sites; of norm 1.', {
      example: '[1/sqrt(2), i/sqrt(2), 0]',
    }),
    density: kind(
      perSite(list(complexNumber()), 'a list of rows'),
      'Density matrix in the site basis, row by row: Hermitian, trace 1, positive.',
      { example: '[[1/2, 0, 0], [0, 1/2, 0], [0, 0, 0]]' },
    ),
    gibbs: kind(
      notNegative('inverse energy'),
      'The Gibbs state of the system at this inverse temperature; 0 is the maximally mixed state.',
      { example: '3' },
    ),
  },
  { title: 'Initial state', meaning: 'Where an evolution starts', isPart: true },
)

/** ket and density in the site basis; gibbs is an inverse temperature. */
export type InitialConfig = Value<typeof initial>

/** Whether an initial state is one of this many sites: indices in range, shapes, norm or trace, Hermitian, positive. */
export function initialProblems(config: InitialConfig | undefined, sites: number): Problem[] {
  if (config === undefined) return []
  const result = attempt(['initial'], () => {
    requireInitialState(sites, config)
  })
  return 'problem' in result ? [result.problem] : []
}
