/** The kinds of numbers a study is made of. */
import * as z from 'zod/mini'
import { realNumber } from './fields.js'

/** Larger systems would not fit the dense matrices of the solvers. */
export const mostSites = 1000

export const anyNumber = 'a number or an arithmetic expression'

export const number = (description: string) => realNumber({ expected: anyNumber, description })

export const positive = (description: string) =>
  realNumber({ expected: 'a positive number', holds: (x) => x > 0, description, bounds: { exclusiveMinimum: 0 } })

export const notNegative = (description: string) =>
  realNumber({ expected: 'a number that is not negative', holds: (x) => x >= 0, description, bounds: { minimum: 0 } })

interface WholeRange {
  readonly least: number
  readonly most: number
}

export function whole({ least, most }: WholeRange, expected: string, description: string) {
  const bounds = { minimum: least, maximum: most, multipleOf: 1 }
  return realNumber({ expected, holds: (n) => Number.isInteger(n) && n >= least && n <= most, description, bounds })
}

export const list = <Entry extends z.core.SomeType>(entry: Entry, expected: string) => z.array(entry, { error: () => expected })

export const choice = <const Names extends readonly [string, ...string[]]>(names: Names, expected: string) =>
  z.enum(names, { error: () => expected })

/** One entry per site. */
export const perSite = <Entry extends z.core.SomeType>(entry: Entry, expected: string) =>
  list(entry, expected).check(z.minLength(1, 'at least one entry'), z.maxLength(mostSites, `at most ${mostSites} entries`))
