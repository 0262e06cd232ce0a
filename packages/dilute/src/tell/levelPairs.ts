/** What the levels are called: −, 0, + for three (as in the paper), else their indices from 0. */
export function levelNames(count: number): readonly string[] {
  return count === 3 ? ['−', '0', '+'] : Array.from({ length: count }, (_, k) => String(k))
}

/** One I(k,l): a pair of states, `to` k and `from` l as indices. */
export interface Pair {
  readonly k: number
  readonly l: number
}

/** `I(0,−)` as plain text. */
export function ratioName(pair: Pair, names: readonly string[]): string {
  return `I(${names[pair.k]},${names[pair.l]})`
}

/** The pair in the direction in which it is listed: I(k,l) or its inverse I(l,k). */
export function listedPair({ k, l }: Pair, count: number): Pair {
  return ratioPairs(count).some((pair) => pair.k === l && pair.l === k) ? { k: l, l: k } : { k, l }
}

/** Each pair once; for three the three of the paper's Fig. 1: I(0,−), I(+,−), I(0,+). */
export function ratioPairs(count: number): readonly Pair[] {
  if (count === 3)
    return [
      { k: 1, l: 0 },
      { k: 2, l: 0 },
      { k: 1, l: 2 },
    ]
  return Array.from({ length: count }, (_, k) =>
    Array.from({ length: count - k - 1 }, (_, i) => ({ k, l: k + 1 + i })),
  ).flat()
}
