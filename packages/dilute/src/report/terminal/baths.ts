import type { BathResults, PointResults } from '../../study/results.js'
import { measured } from '../../tell/measured.js'
import { brief, significant } from '../../tell/numbers.js'
import { singleLevels, statesOf } from '../../tell/states.js'
import { verdictOf } from '../../tell/verdict.js'
import { dashLines, printable, wrappedLines } from './lines.js'
import { measuredMatrixLines } from './matrix.js'
import type { Paint } from './paint.js'

/** A section for each of several gases: its temperature, the heat from it, its rates, its balance; nothing for a single, unnamed gas. */
export function bathSections(point: PointResults, mostPrinted: number, paint: Paint): string[] {
  const { names } = singleLevels(point.levels.length)
  return Object.entries(point.baths ?? {}).flatMap(([name, bath]) => {
    const { outcome, sentences } = verdictOf(bath, statesOf(point))
    const { heatCurrent: { value, error }, evidence, rates, ratesError } = bath
    return [
      '', paint.heading(`Gas ${printable(name)}: ${temperature(bath)}, heat into the system ${measured(value, error, 4)}`),
      ...sentences.flatMap((sentence) => wrappedLines(sentence)).map(paint.verdict(outcome)),
      ...(names.length > mostPrinted ? [] : measuredMatrixLines(names, { values: rates, errors: ratesError })),
      ...dashLines([point], `baths.${name}.rates`),
      `  estimated relative error ${significant(evidence.relativeError, 2)}, ${evidence.energiesEvaluated} energies evaluated`,
    ]
  })
}

function temperature({ beta }: BathResults): string {
  return beta === null ? 'not thermal' : `beta = ${brief(beta)}`
}
