import { expect } from 'vitest'

export type Numbers = readonly (readonly [path: string, value: number | null, error: number])[]

/** Every number of plain results that has an error beside it, by its path. */
export function measured(results: unknown, path = ''): Numbers {
  if (results === null || typeof results !== 'object') return []
  return Object.entries(results).flatMap(([key, value]: [string, unknown]) => {
    const errors = (results as Record<string, unknown>)[`${key}Error`]
    if (errors !== undefined) return numbers(value, errors, `${path}.${key}`)
    return ['evidence', 'symmetries', 'worst', 'reasons'].includes(key) ? [] : measured(value, `${path}.${key}`)
  })
}

function numbers(value: unknown, error: unknown, path: string): Numbers {
  if (value === null || typeof value !== 'object')
    return [[path, value as number | null, (error as number | null) ?? 0]]
  const of = (key: string): unknown => (typeof error === 'object' ? (error as Record<string, unknown>)[key] : error)
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => numbers(one, of(key), `${path}.${key}`))
}

/** Within the smaller of both bars, or what else is made of them, and the same numbers without a value. */
export function expectAlike(
  one: Numbers,
  other: Numbers,
  barOf = (a: number, b: number): number => Math.min(a, b),
): void {
  expect(other.map(([path, value]) => `${path} ${value === null}`)).toEqual(
    one.map(([path, value]) => `${path} ${value === null}`),
  )
  one.forEach(([path, value, error], i) => {
    const [, again, errorAgain] = other[i]!
    const off = Math.abs(value! - again!)
    expect(off, `${path}: ${value} ± ${error}, ${again} ± ${errorAgain}`).toBeLessThanOrEqual(barOf(error, errorAgain))
  })
}
