import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrheniusTable, type RateTable } from '../../src/rates/index.js'
import { transientsOf } from '../../src/thermodynamics/transients.js'
import { ascending, positive, square } from '../support/thermalTables.js'

const classes = [[0], [3]]
const transient = [1, 2]

/** A thermal gas in which two of four levels are left for good; prefactors [to][from] are exact. */
function leaving(rows: readonly (readonly number[])[], wells: Float64Array, wellError: number): RateTable {
  const n = wells.length
  const [prefactors, barriers] = [new Float64Array(n * n), new Float64Array(n * n)]
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      barriers[k * n + l] = Math.max(wells[k]!, wells[l]!)
      if (k !== l && transient.includes(l)) prefactors[k * n + l] = rows[k]![l]!
    }
  }
  return arrheniusTable({ prefactors, prefactorErrors: new Float64Array(n * n), barriers, wells, wellError })
}

test('where a transient level ends is known no better than the wells, each of which may be off', () => {
  const wellError = 1e-6
  const ratios: number[] = []
  const ends = fc.array(fc.constantFrom(-1, 1), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(square(4), ascending(4), ends, positive, (rows, levels, signs, beta) => {
      const wells = levels.map((level) => beta * (level - levels[0]!))
      const { absorption } = transientsOf(leaving(rows, wells, wellError), classes)
      const moved = wells.map((well, k) => well + signs[k]! * wellError)
      const others = transientsOf(leaving(rows, moved, 0), classes).absorption
      absorption.forEach(({ values, errors }, c) => {
        for (const level of transient) {
          const off = Math.abs(others[c]!.values[level]! - values[level]!)
          expect(off).toBeLessThanOrEqual(errors[level]! * (1 + 1e-5))
          if (off > 1e-12) ratios.push(errors[level]! / off)
        }
      })
    }),
  )
  expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(100)
})
