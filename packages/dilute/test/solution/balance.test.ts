import { expect, test } from 'vitest'
import { hamiltonianSystem, type Complex } from '../../src/model/index.js'
import type { RateTable } from '../../src/rates/index.js'
import { balanceOf, type BalanceSolution } from '../../src/solution/balance.js'
import {
  detailedBalance,
  fundamentalCycles,
  kolmogorovBalance,
  thermalizationConditions,
} from '../../src/thermodynamics/index.js'
import { plain } from '../support/thermalTables.js'

const system = hamiltonianSystem([0, 1, 2].map((e, i) => [0, 1, 2].map((_, j): Complex => [i === j ? e : 0, 0])))

/** Balanced at β = ln 2 but for the way 0 → 1, `off` times what it should be; bars relative. */
const rates = (off: number, relative: number): RateTable =>
  plain(
    [
      [0, 2, 4],
      [1 * off, 0, 2],
      [1, 1, 0],
    ],
    relative,
  )

function solved(
  table: RateTable,
  { beta = Math.LN2, symmetry = () => false }: { beta?: number | null; symmetry?: () => boolean } = {},
): BalanceSolution {
  return balanceOf({ rates: table, system, beta, symmetry, explained: ({ holds }) => `said of ${holds}` })
}

test('what the numbers decide no symmetry overrules, and it is not looked for', () => {
  const symmetry = (): boolean => {
    throw new Error('nobody asks')
  }
  const [holds, broken] = [1, 1.5].map((off) => solved(rates(off, 1e-12), { symmetry }))
  expect([holds!.holds, holds!.undecided, holds!.explanation]).toEqual([true, [], 'said of true'])
  expect([broken!.holds, broken!.undecided, broken!.explanation]).toEqual([false, [], 'said of false'])
})

test('what they leave open a symmetry decides; without one it stays open, with its pairs', () => {
  const [open, decided] = [solved(rates(1, 1e-3)), solved(rates(1, 1e-3), { symmetry: () => true })]
  expect([open.holds, open.undecided.length, open.bySymmetry]).toEqual([null, 3, false])
  expect([decided.holds, decided.undecided, decided.bySymmetry]).toEqual([true, [], true])
  const mixed = solved(rates(1.5, 1e-3), { symmetry: () => true })
  expect([mixed.holds, mixed.undecided.length]).toEqual([false, 2])
})

test('at a temperature there are ratios, conditions and cycles of these rates and levels', () => {
  const [table, levels] = [rates(1.5, 1e-12), system.levels]
  const { ratios, cycles, thermalization, tolerance } = solved(table)
  expect(ratios).toEqual(detailedBalance(table, levels, Math.LN2))
  expect(thermalization).toEqual(thermalizationConditions(table, levels, Math.LN2))
  expect([cycles, tolerance]).toEqual([fundamentalCycles(table), 1e-8])
})

test('without one the cycles alone decide, within the same tolerance', () => {
  const none = { beta: null }
  const { ratios, cycles, thermalization, undecided, holds } = solved(rates(1.5, 1e-12), none)
  expect([ratios, thermalization, undecided, holds]).toEqual([null, [], [], false])
  expect(cycles).toEqual(kolmogorovBalance(rates(1.5, 1e-12), 1e-8).cycles)
  expect([solved(rates(1, 1e-12), none).holds, solved(rates(1, 1e-3), none).holds]).toEqual([true, null])
  expect(solved(rates(1 + 3e-9, 1e-12), none).holds).toBe(true)
  expect(solved(rates(1 + 3e-8, 1e-12), none).holds).toBe(false)
})
