import { type ComplexMatrix, complexZeros, multiply, OutOfDomain } from '../numerics/index.js'
import type { SecularGenerator } from '../generator/index.js'
import { applyBlock, elementsOf } from './blockVectors.js'
import { toEnergyBasis, toSiteBasis } from './energyBasis.js'

/** Larger systems are left to the blocks: the superoperator has N⁴ entries. */
const mostLevels = 16

/**
 * L of dρ/dt = Lρ = −i[H, ρ] + D(ρ) as an N² × N² matrix in the site basis, [to][from], columns of ρ stacked: ρ_ij
 * stands at i + N·j.
 * @throws RangeError for more than 16 levels.
 */
export function liouvillian(generator: SecularGenerator): ComplexMatrix {
  const n = generator.system.sites
  if (n > mostLevels)
    throw new OutOfDomain(
      'generator',
      `the Liouvillian of ${n} levels has ${n ** 4} entries; it is made for up to ${mostLevels} (evolve and ` +
        `steadystate need none)`,
    )
  const out = complexZeros(n * n, n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const unit = complexZeros(n, n)
      unit.re[i * n + j] = 1
      stackInto(out, i + n * j, change(generator, unit))
    }
  }
  return out
}

/** −i[H, X] + D(X) for any X in the site basis. */
function change(generator: SecularGenerator, x: ComplexMatrix): ComplexMatrix {
  const { system } = generator
  const out = toSiteBasis(system, dissipated(generator, toEnergyBasis(system, x)))
  const [left, right] = [multiply(system.hamiltonian, x), multiply(x, system.hamiltonian)]
  for (let e = 0; e < out.re.length; e++) {
    out.re[e]! += left.im[e]! - right.im[e]!
    out.im[e]! -= left.re[e]! - right.re[e]!
  }
  return out
}

/** D(X) for any X in the energy basis, not only Hermitian ones. */
function dissipated({ system: { sites: n }, blocks }: SecularGenerator, x: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(n, n)
  for (const block of blocks) {
    const elements = elementsOf(block, x)
    const changes = { re: new Float64Array(elements.re.length), im: new Float64Array(elements.re.length) }
    applyBlock(block.matrix, elements, changes)
    block.pairs.forEach(([k, l], i) => {
      out.re[k * n + l] = changes.re[i]!
      out.im[k * n + l] = changes.im[i]!
    })
  }
  return out
}

function stackInto(out: ComplexMatrix, column: number, { rows: n, re, im }: ComplexMatrix): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.re[(i + n * j) * n * n + column] = re[i * n + j]!
      out.im[(i + n * j) * n * n + column] = im[i * n + j]!
    }
  }
}
