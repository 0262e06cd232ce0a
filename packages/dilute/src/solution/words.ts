/** 0.75 as "3/4" where a small denominator says it to twelve digits, else five digits. */
export function asFraction(x: number): string {
  for (let denominator = 1; denominator <= 24; denominator++) {
    const numerator = Math.round(x * denominator)
    if (Math.abs(x * denominator - numerator) < 1e-12 * denominator)
      return denominator === 1 ? `${numerator}` : `${numerator}/${denominator}`
  }
  return `${Number(x.toPrecision(5))}`
}

/** A phase in radians as "−π/2", "3π/5" or "0.61803π". */
export function asPhase(radians: number): string {
  const [numerator, denominator] = asFraction(Math.abs(radians) / Math.PI).split('/')
  return `${radians < 0 ? '−' : ''}${numerator === '1' ? '' : numerator}π${denominator === undefined ? '' : `/${denominator}`}`
}

/** A permutation as its exchanges: "0 ↔ 1" or "0 → 2 → 1 → 0". */
export function asCycles(permutation: readonly number[]): string {
  const seen = new Set<number>()
  const cycles: string[] = []
  permutation.forEach((_, start) => {
    const cycle: number[] = []
    for (let i = start; !seen.has(i); i = permutation[i]!) {
      seen.add(i)
      cycle.push(i)
    }
    if (cycle.length === 2) cycles.push(cycle.join(' ↔ '))
    if (cycle.length > 2) cycles.push([...withoutMiddle(cycle), start].join(' → '))
  })
  return asSome(cycles)
}

/** "a", "a and b", "a, b and c". */
export function asList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

const mostNamed = 6

/** The first of many, and how many more there are. */
export function asSome(items: readonly string[]): string {
  return asList(
    items.length > mostNamed ? [...items.slice(0, mostNamed - 1), `${items.length - mostNamed + 1} more`] : items,
  )
}

const longestLoop = 12

/** A loop of sites as "0–1–2", a long one as "0–1–2–…–98–99". */
export const asLoop = (sites: readonly number[]): string => withoutMiddle(sites).join('–')

const withoutMiddle = (sites: readonly number[]): readonly (number | string)[] =>
  sites.length > longestLoop ? [...sites.slice(0, 3), '…', ...sites.slice(-2)] : sites

/** Three digits. */
export function asFewDigits(x: number): string {
  return `${Number(x.toPrecision(3))}`
}
