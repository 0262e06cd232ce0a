import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateTable } from '../../src/rates/index.js'
import { unseenPairs } from '../../src/solution/unseenPairs.js'

/** Between each two levels nothing, rates that are told from zero, or rates that are not. */
type Kind = 'none' | 'seen' | 'unseen'

function tableOf(n: number, kindOf: (k: number, l: number) => Kind): Parameters<typeof unseenPairs>[0] {
  const matrix = (of: (kind: Kind) => number): number[][] =>
    Array.from({ length: n }, (_, k) =>
      Array.from({ length: n }, (__, l) => (k === l ? 0 : of(kindOf(Math.max(k, l), Math.min(k, l))))),
    )
  return rateTable(
    matrix((kind) => (kind === 'seen' ? 1 : 0)),
    matrix((kind) => (kind === 'none' ? 0 : 1e-3)),
  )
}

const named = (list: readonly { k: number; l: number }[]): string[] => list.map(({ k, l }) => `${k}-${l}`)

describe('pairs between which nothing is told from zero', () => {
  test('are open where there is another way round, and balanced where there is none', () => {
    expect(named(unseenPairs(tableOf(3, (k, l) => (k === 2 && l === 1 ? 'seen' : 'unseen'))))).toEqual(['1-0', '2-0'])
    expect(unseenPairs(tableOf(3, (k, l) => (k === 2 ? 'seen' : l === 0 ? 'none' : 'unseen')))).toEqual([])
    expect(unseenPairs(tableOf(3, (k, l) => (l === 0 ? (k === 1 ? 'unseen' : 'none') : 'seen')))).toEqual([])
    expect(unseenPairs(tableOf(2, () => 'unseen'))).toEqual([])
    expect(unseenPairs(tableOf(4, () => 'unseen'))).toEqual([])
    expect(unseenPairs(tableOf(4, () => 'seen'))).toEqual([])
  })

  test('are those whose ends stay joined without them', () => {
    const graphs = fc
      .integer({ min: 2, max: 7 })
      .chain((n) =>
        fc.tuple(
          fc.constant(n),
          fc.array(fc.constantFrom<Kind>('none', 'seen', 'unseen'), { minLength: n * n, maxLength: n * n }),
        ),
      )
    fc.assert(
      fc.property(graphs, ([n, kinds]) => {
        const kindOf = (k: number, l: number): Kind => kinds[Math.max(k, l) * n + Math.min(k, l)]!
        const pairs = Array.from({ length: n }, (_, k) => Array.from({ length: k }, (__, l) => ({ k, l }))).flat()
        const joined = (a: number, b: number): boolean => {
          const reached = new Set([a])
          for (const i of reached) {
            for (let j = 0; j < n; j++) {
              const isIt = (i === a && j === b) || (i === b && j === a)
              if (j !== i && !isIt && kindOf(i, j) !== 'none') reached.add(j)
            }
          }
          return reached.has(b)
        }
        const some = pairs.some(({ k, l }) => kindOf(k, l) === 'seen')
        const expected = pairs.filter(({ k, l }) => some && kindOf(k, l) === 'unseen' && joined(k, l))
        expect(named(unseenPairs(tableOf(n, kindOf)))).toEqual(named(expected))
      }),
    )
  })
})
