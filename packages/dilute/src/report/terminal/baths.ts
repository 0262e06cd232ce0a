import type { BathResults, PointResults } from '../../study/results.js'
import { brief, isZeroWithin, orZero, significant } from '../numbers.js'
import { printable, wrappedLines } from './lines.js'
import { matrixLines } from './matrix.js'
import type { Paint } from './paint.js'

/** A section for each of several gases: its temperature, the heat from it, its rates, its balance; nothing for a single, unnamed gas. */
export function bathSections({ baths = {} }: PointResults, names: readonly string[], mostPrinted: number, paint: Paint): string[] {
  return Object.entries(baths).flatMap(([name, bath]) => [
    '', paint.heading(`Gas ${printable(name)}: ${temperature(bath)}, heat into the system ${heat(bath)}`),
    ...wrappedLines(bath.detailedBalance.explanation).map(bath.detailedBalance.holds ? paint.good : paint.bad),
    ...(names.length > mostPrinted ? [] : matrixLines(names, (to, from) => significant(bath.rates[to]?.[from]))),
    `  estimated relative error ${significant(bath.evidence.relativeError, 2)}, ${bath.evidence.energiesEvaluated} energies evaluated`,
  ])
}

function temperature({ beta }: BathResults): string {
  return beta === null ? 'not thermal' : `beta = ${brief(beta)}`
}

function heat({ heatCurrent: { value, error } }: BathResults): string {
  return isZeroWithin(value, error) ? orZero(value, error) : `${significant(value)} ± ${significant(error, 2)}`
}
