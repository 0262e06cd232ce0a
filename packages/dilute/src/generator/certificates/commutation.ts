import { groupIndex, type System } from '../../model/index.js'
import { adjoint, complexZeros, largestEntry, largestOf, multiply, type ComplexMatrix } from '../../numerics/index.js'
import type { GeneratorBlock, SecularGenerator } from '../generatorBlocks.js'
import { decisive, type Residual } from './residual.js'

/** Energies count as equal within a few 10⁻¹² of the largest |H_ij|. */
const commutationTolerance = 1e-10

/**
 * [L_H, D] = 0 (10), L_H = −i[H_S, ·]. H_S is taken as it was declared, U†H_SU, not as the levels that were found
 * equal: what remains is the spread of the Bohr frequencies in a block times the entries that join them. The largest
 * entry, relative to the largest |H_ij| times the largest entry of D. A block of s elements costs s² times the levels
 * in a group.
 */
export function commutation(generator: SecularGenerator): Residual {
  const { system, blocks } = generator
  const h = multiply(multiply(adjoint(system.eigenvectors), system.hamiltonian), system.eigenvectors)
  const entries = largestOf(blocks.map(({ matrix }) => largestEntry(matrix)))
  const energy = largestEntry(system.hamiltonian)
  const groupOf = groupIndex(system)
  const within = largestOf(blocks.map((block) => commutator(block, h, system.groups, groupOf)))
  return decisive(
    [{ difference: Math.max(within, 2 * leakage(groupOf, h) * entries), scale: energy * entries, error: 0 }],
    commutationTolerance,
  )
}

/** The largest |[L_H, D]| inside one block. */
function commutator(
  { pairs, matrix }: GeneratorBlock,
  h: ComplexMatrix,
  groups: System['groups'],
  groupOf: Int32Array,
): number {
  const liouvillian = neighbours(pairs, h, groups, groupOf)
  const out = complexZeros(matrix.rows, matrix.columns)
  liouvillian.forEach((entries, row) => {
    for (const { column, re, im } of entries) {
      addRow(out, row, matrix, column, re, im)
      addColumn(out, column, matrix, row, -re, -im)
    }
  })
  return largestEntry(out)
}

interface Entry {
  readonly column: number
  readonly re: number
  readonly im: number
}

/** The entries −i(h_kl δ_k′l′ − δ_kl h_l′k′) of L_H in each row of a block, between levels that count as equal. */
function neighbours(
  pairs: GeneratorBlock['pairs'],
  h: ComplexMatrix,
  groups: System['groups'],
  groupOf: Int32Array,
): Entry[][] {
  const n = h.rows
  const rowOf = new Map(pairs.map(([k, kPrime], row) => [k * n + kPrime, row]))
  return pairs.map(([k, kPrime]) => [
    ...groups[groupOf[k]!]!.map((j) => ({
      column: rowOf.get(j * n + kPrime)!,
      re: h.im[k * n + j]!,
      im: -h.re[k * n + j]!,
    })),
    ...groups[groupOf[kPrime]!]!.map((j) => ({
      column: rowOf.get(k * n + j)!,
      re: -h.im[j * n + kPrime]!,
      im: h.re[j * n + kPrime]!,
    })),
  ])
}

/** out[to, ·] += z·m[from, ·]. */
function addRow(out: ComplexMatrix, to: number, m: ComplexMatrix, from: number, re: number, im: number): void {
  for (let c = 0; c < m.columns; c++) addProduct(out, to * m.columns + c, m, from * m.columns + c, re, im)
}

/** out[·, to] += z·m[·, from]. */
function addColumn(out: ComplexMatrix, to: number, m: ComplexMatrix, from: number, re: number, im: number): void {
  for (let r = 0; r < m.rows; r++) addProduct(out, r * m.columns + to, m, r * m.columns + from, re, im)
}

function addProduct(out: ComplexMatrix, entry: number, m: ComplexMatrix, from: number, re: number, im: number): void {
  out.re[entry]! += re * m.re[from]! - im * m.im[from]!
  out.im[entry]! += re * m.im[from]! + im * m.re[from]!
}

/** What U†H_SU joins between levels that do not count as equal: rounding of the eigenvectors. */
function leakage(groupOf: Int32Array, h: ComplexMatrix): number {
  const n = h.rows
  return h.re.reduce((most, re, entry) => {
    const together = groupOf[Math.floor(entry / n)] === groupOf[entry % n]
    return together ? most : Math.max(most, Math.hypot(re, h.im[entry]!))
  }, 0)
}
