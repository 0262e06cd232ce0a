import { formatComplex, modulus, conjugate, subtract } from '../arithmetic/complexFunctions.js'
import type { SystemConfig } from '../reading/config.js'
import type { Complex } from '../results.js'
import { manyProblems, type Problem } from '../reading/studyError.js'

type Matrix = readonly (readonly Complex[])[]
type Lattice = Extract<SystemConfig, { lattice: unknown }>['lattice']
type Bond = Lattice['bonds'][number]

const hermitianTolerance = 1e-12

export function siteCount(system: SystemConfig): number {
  if ('ring' in system) return system.ring.sites
  return 'hamiltonian' in system ? system.hamiltonian.length : system.lattice.onsite.length
}

export function systemProblems(system: SystemConfig): Problem[] {
  if ('hamiltonian' in system) return matrixProblems(system.hamiltonian)
  if ('lattice' in system) return bondProblems(system.lattice)
  const { sites, onsite } = system.ring
  if (!onsite || onsite.length === sites) return []
  return [{ path: ['system', 'ring', 'onsite'], expected: `${sites} entries, one per site`, found: `${onsite.length}` }]
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
function entryProblems(below: Complex, above: Complex, { i, j, tolerance }: { i: number; j: number; tolerance: number }): Problem[] {
  if (modulus(subtract(below, conjugate(above))) <= (i === j ? 2 : 1) * tolerance) return []
  const path = ['system', 'hamiltonian', j, i]
  if (i === j) return [{ path, expected: 'a real number, as on the diagonal of a Hermitian matrix', found: formatComplex(above) }]
  return [{ path, expected: `${formatComplex(conjugate(below))}, the complex conjugate of [${i}][${j}]`, found: formatComplex(above) }]
}

function bondProblems({ onsite, bonds }: Lattice): Problem[] {
  const first = new Map<string, number>()
  return bonds.flatMap((bond, index) => {
    const ends = endProblems(bond, index, onsite.length)
    if (ends.length > 0) return ends
    const pair = [bond.from, bond.to].sort((a, b) => a - b).join(' and ')
    const before = first.get(pair)
    if (before === undefined) first.set(pair, index)
    return before === undefined ? [] : [repeatedBond(index, pair, before)]
  })
}

function repeatedBond(index: number, pair: string, before: number): Problem {
  const found = `${pair} again, as in bonds[${before}]`
  return { path: ['system', 'lattice', 'bonds', index], expected: 'each pair of sites once', found }
}

function endProblems({ from, to }: Bond, index: number, sites: number): Problem[] {
  const path = ['system', 'lattice', 'bonds', index]
  const outside = ([['from', from], ['to', to]] as const).filter(([, site]) => site >= sites)
  const expected = outside.length > 0 ? `a site from 0 to ${sites - 1}` : 'another site than from (energies of sites go to onsite)'
  const wrong = outside.length > 0 || from !== to ? outside : [['to', to] as const]
  return wrong.map(([end, site]) => ({ path: [...path, end], expected, found: `${site}` }))
}
