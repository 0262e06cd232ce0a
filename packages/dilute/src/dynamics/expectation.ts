import { OutOfDomain, type ComplexMatrix } from '../numerics/index.js'
import type { Complex } from '../model/index.js'

/**
 * Tr[Oρ], both in the same basis, as [re, im]; for a Hermitian O the imaginary part is rounding. @throws RangeError
 * where the shapes differ.
 */
export function expectation(observable: ComplexMatrix, density: ComplexMatrix): Complex {
  const n = density.rows
  if (observable.rows !== n || observable.columns !== n) {
    throw new OutOfDomain(
      'observable',
      `an observable of ${observable.rows} × ${observable.columns} has no expectation in a state of ${n} × ${n}`,
    )
  }
  let re = 0
  let im = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [p, q] = [i * n + j, j * n + i]
      re += observable.re[p]! * density.re[q]! - observable.im[p]! * density.im[q]!
      im += observable.re[p]! * density.im[q]! + observable.im[p]! * density.re[q]!
    }
  }
  return [re, im]
}
