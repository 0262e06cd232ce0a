/** The n-level system of a study. */
import { hamiltonianSystem, latticeSystem, ringSystem, type System } from '../../model/index.js'
import { formatComplex, modulus, conjugate, subtract, type Complex } from '../arithmetic/complexFunctions.js'
import { manyProblems, type Problem } from '../problem/problem.js'
import { alone, needed, optional, type Value } from './form.js'
import { kind, map, oneOf } from './maps.js'
import { complexNumber, index, list, mostSites, number, perSite, whole } from './numbers.js'
import { below } from './potential.js'

const onsite = perSite(alone(number('energy')))

const ring = map(
  {
    sites: needed(
      whole(
        { least: 3, most: mostSites },
        `a whole number from 3 to ${mostSites} (fewer sites: use lattice or hamiltonian)`,
      ),
      'Number of sites of the ring.',
      { example: '3' },
    ),
    tunneling: needed(alone(number('energy')), 'Tunnelling amplitude τ: H[i][i+1] = τ exp(−2πiφ/n).', {
      example: '-1/(2*sqrt(3))',
    }),
    flux: needed(alone(number()), 'Magnetic flux φ through the ring, in flux quanta.', { example: '3/4' }),
    onsite: optional(onsite, 'Energies of the sites, one per site.', { default: 'zero', example: '[0, 0.1, 0]' }),
  },
  { title: 'Ring', meaning: 'Equal tunnelling amplitudes around a ring threaded by a magnetic flux.' },
)

const hamiltonian = perSite(list(complexNumber('energy')), 'a list of rows')

const bond = map({
  from: needed(index('site'), 'Site the bond comes from, counted from 0.', { example: '0' }),
  to: needed(index('site'), 'Site the bond goes to, counted from 0.', { example: '1' }),
  amplitude: needed(complexNumber('energy'), '⟨from|H|to⟩; its Hermitian partner is added.', { example: '0.3i' }),
})

const lattice = map(
  {
    onsite: needed(onsite, 'Energies of the sites, one per site.', { example: '[0, 0.1]' }),
    bonds: needed(list(bond, 'a list of bonds'), 'What joins the sites, each pair once.', {
      example: '[{ from: 0, to: 1, amplitude: 0.3i }]',
    }),
  },
  { title: 'Lattice', meaning: 'Sites with energies, joined by bonds.' },
)

export const system = oneOf(
  {
    ring: kind(ring, 'Equal tunnelling amplitudes around a ring threaded by a magnetic flux.', {
      example: '{ sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 }',
    }),
    hamiltonian: kind(hamiltonian, 'Hermitian matrix in the site basis, row by row; [re, im] or arithmetic with i.', {
      example: '[[0, "0.1-0.2i"], ["0.1+0.2i", 0.3]]',
    }),
    lattice: kind(lattice, 'Sites with energies, joined by bonds.', {
      example: '{ onsite: [0, 0.1], bonds: [{ from: 0, to: 1, amplitude: 0.3i }] }',
    }),
  },
  { title: 'System', meaning: 'The n-level system', isPart: true },
)

/** The Hamiltonian of the system, in one of several ways. */
export type SystemConfig = Value<typeof system>

type Matrix = readonly (readonly Complex[])[]
type Lattice = Value<typeof lattice>
type Bond = Lattice['bonds'][number]

const hermitianTolerance = 1e-12

export function siteCount(config: SystemConfig): number {
  if ('ring' in config) return config.ring.sites
  return 'hamiltonian' in config ? config.hamiltonian.length : config.lattice.onsite.length
}

/** The system of the model; throws an InvalidModel with a path below it. */
export function systemOf(config: SystemConfig): System {
  if ('ring' in config) return below('ring.', () => ringSystem(config.ring))
  if ('lattice' in config) return below('lattice.', () => latticeSystem(config.lattice))
  return hamiltonianSystem(config.hamiltonian)
}

export function systemProblems(config: SystemConfig): Problem[] {
  if ('hamiltonian' in config) return matrixProblems(config.hamiltonian)
  if ('lattice' in config) return bondProblems(config.lattice)
  const { sites, onsite: energies } = config.ring
  if (!energies || energies.length === sites) return []
  return [
    { path: ['system', 'ring', 'onsite'], expected: `${sites} entries, one per site`, found: `${energies.length}` },
  ]
}

function matrixProblems(matrix: Matrix): Problem[] {
  const ragged = matrix.findIndex((row) => row.length !== matrix.length)
  if (ragged < 0) return hermitianProblems(matrix)
  const expected = `${matrix.length} entries, the matrix being square`
  return [{ path: ['system', 'hamiltonian', ragged], expected, found: `${matrix[ragged]!.length}` }]
}

function hermitianProblems(matrix: Matrix): Problem[] {
  const largest = matrix.reduce((most, row) => row.reduce((inRow, entry) => Math.max(inRow, modulus(entry)), most), 0)
  const tolerance = hermitianTolerance * largest
  const found: Problem[] = []
  for (let i = 0; i < matrix.length && found.length < manyProblems; i++) {
    for (let j = 0; j <= i; j++) found.push(...entryProblems(matrix[i]![j]!, matrix[j]![i]!, { i, j, tolerance }))
  }
  return found
}

/** Each pair once; the message is at the entry above the diagonal. */
function entryProblems(
  below: Complex,
  above: Complex,
  { i, j, tolerance }: { i: number; j: number; tolerance: number },
): Problem[] {
  if (modulus(subtract(below, conjugate(above))) <= (i === j ? 2 : 1) * tolerance) return []
  const path = ['system', 'hamiltonian', j, i]
  if (i === j)
    return [{ path, expected: 'a real number, as on the diagonal of a Hermitian matrix', found: formatComplex(above) }]
  return [
    {
      path,
      expected: `${formatComplex(conjugate(below))}, the complex conjugate of [${i}][${j}]`,
      found: formatComplex(above),
    },
  ]
}

function bondProblems({ onsite: energies, bonds }: Lattice): Problem[] {
  const first = new Map<string, number>()
  return bonds.flatMap((one, b) => {
    const ends = endProblems(one, b, energies.length)
    if (ends.length > 0) return ends
    const pair = [one.from, one.to].sort((a, b) => a - b).join(' and ')
    const before = first.get(pair)
    if (before === undefined) first.set(pair, b)
    return before === undefined ? [] : [repeatedBond(b, pair, before)]
  })
}

function repeatedBond(index: number, pair: string, before: number): Problem {
  const found = `${pair} again, as in bonds[${before}]`
  return { path: ['system', 'lattice', 'bonds', index], expected: 'each pair of sites once', found }
}

function endProblems({ from, to }: Bond, index: number, sites: number): Problem[] {
  const path = ['system', 'lattice', 'bonds', index]
  const outside = (
    [
      ['from', from],
      ['to', to],
    ] as const
  ).filter(([, site]) => site >= sites)
  const expected =
    outside.length > 0 ? `a site from 0 to ${sites - 1}` : 'another site than from (energies of sites go to onsite)'
  const wrong = outside.length > 0 || from !== to ? outside : [['to', to] as const]
  return wrong.map(([end, site]) => ({ path: [...path, end], expected, found: `${site}` }))
}
