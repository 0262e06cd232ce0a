import { sweepFormats, type SweepFormat } from '../export/index.js'

/** Bad usage that the parser of the command line cannot see. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads a whole number between two, as the parser of the command line asks. */
export function wholeNumber(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN
    if (value >= least && value <= most) return value
    throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, found ${JSON.stringify(text)}`)
  }
}

/** Takes a text of a form, as the parser of the command line asks. */
export function textOf(option: string, form: RegExp, expected: string): (text: string) => string {
  return (text) => {
    if (form.test(text)) return text
    throw new UsageError(`${option}: expected ${expected}, found ${JSON.stringify(text)}`)
  }
}

/** Reads names from a list separated by commas, each once. */
export function choicesOf<Name extends string>(option: string, choices: readonly Name[], text: string): Name[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !(choices as readonly string[]).includes(name))
  if (unknown === undefined) return [...new Set(names as Name[])]
  throw new UsageError(
    `${option}: expected ${choices.join(', ')}, separated by commas, found ${JSON.stringify(unknown)}`,
  )
}

/** `--format`, where the data files of a sweep are chosen. */
export const formatOption = {
  text: `data files of a sweep: ${sweepFormats.join(', ')}, separated by commas`,
  parse: (text: string): SweepFormat[] => choicesOf('--format', sweepFormats, text),
}

/** Command lines to learn from, below the help of a command. */
export const exampleText = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ dilute ${line}\n`).join('')}`
