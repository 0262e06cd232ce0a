import { isForbidden, isResolved, type RateTable } from '../rates/index.js'

/** Two levels, k > l. */
export interface LevelPair {
  readonly k: number
  readonly l: number
}

/**
 * Pairs between which no rate is told from zero, though some transition may be there, so that their balance is
 * anybody's guess. Where a pair alone joins two parts of the levels it is balanced, since the Gibbs state is
 * stationary: there must be another way round. None where no rate at all is told from zero, and nothing is to be
 * balanced.
 */
export function unseenPairs(rates: RateTable): LevelPair[] {
  const unseen: LevelPair[] = []
  let seen = false
  for (let k = 0; k < rates.size; k++) {
    for (let l = 0; l < k; l++) {
      if (isSeen(rates, k, l)) seen = true
      else if (isPossible(rates, k, l)) unseen.push({ k, l })
    }
  }
  if (!seen || unseen.length === 0) return []
  const lone = bridges(rates.size, (k, l) => isPossible(rates, k, l))
  return unseen.filter(({ k, l }) => !lone(k, l))
}

const isSeen = (rates: RateTable, k: number, l: number): boolean =>
  isResolved(rates, { from: l, to: k }) || isResolved(rates, { from: k, to: l })

const isPossible = (rates: RateTable, k: number, l: number): boolean =>
  !isForbidden(rates, { from: l, to: k }) || !isForbidden(rates, { from: k, to: l })

/**
 * Whether nothing but the edge k–l joins its ends, by Tarjan's search: from below the edge no other leads up past it.
 */
function bridges(n: number, joined: (k: number, l: number) => boolean): (k: number, l: number) => boolean {
  const [order, low, parent] = [0, 1, 2].map(() => new Int32Array(n).fill(-1)) as [Int32Array, Int32Array, Int32Array]
  let count = 0
  const visit = (i: number): void => {
    order[i] = low[i] = count++
    for (let j = 0; j < n; j++) {
      if (j === i || j === parent[i] || !joined(i, j)) continue
      if (order[j] === -1) {
        parent[j] = i
        visit(j)
      }
      low[i] = Math.min(low[i], parent[j] === i ? low[j]! : order[j]!)
    }
  }
  for (let i = 0; i < n; i++) if (order[i] === -1) visit(i)
  const isAbove = (i: number, j: number): boolean => parent[j] === i && low[j]! > order[i]!
  return (k, l) => isAbove(k, l) || isAbove(l, k)
}
