import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hamiltonianSystem, type Complex } from '../../src/model/index.js'
import { secularCondition } from '../../src/solution/index.js'
import { positive, square } from '../support/thermalTables.js'

test('the secular ratio is as uncertain as the losses of both levels: rates at the worst end of their bars', () => {
  fc.assert(
    fc.property(square(3), positive, (rows, uneven) => {
      const energies = [0, 1, 2 + uneven / 10]
      const system = hamiltonianSystem(energies.map((x, i) => energies.map((_, j): Complex => [i === j ? x : 0, 0])))
      const values = Float64Array.from(rows.flat())
      const errors = values.map((x) => 0.1 * x)
      const found = secularCondition(system, { values, errors }, [])
      const worst = secularCondition(system, { values: values.map((x, i) => x + errors[i]!), errors }, [])
      // levels are exact but for rounding
      expect(found.ratioError / (worst.ratio - found.ratio)).toBeCloseTo(1, 9)
    }),
  )
})
