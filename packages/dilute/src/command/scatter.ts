import { ArithmeticError, evaluateArithmetic } from '../study/arithmetic/arithmetic.js'
import { bathsOf } from '../study/reading/baths.js'
import { UsageError } from './exit.js'
import { jsonText } from './jsonText.js'
import { openStudy } from './openStudy.js'
import { scatterTable } from './scatterTable.js'

export interface ScatterOptions {
  readonly set?: readonly string[]
  readonly energy: readonly string[]
  readonly bath?: string
  readonly json?: boolean
}

/** `dilute scatter STUDY --energy E…`. */
export async function scatter(file: string, { set = [], energy, bath, json = false }: ScatterOptions): Promise<void> {
  const energies = energy.flatMap((text) => text.split(',')).map(energyOf)
  const study = await openStudy(file, set)
  requireBath(bathsOf(study.config).map(({ name }) => name), bath)
  const { scatterStudy } = await import('../study/running/scatter.js')
  const results = scatterStudy(study, energies, bath)
  process.stdout.write(json ? jsonText(results) : scatterTable(results))
}

/** Each gas scatters in its own way: with several, one must be named. */
function requireBath(names: readonly string[], bath: string | undefined): void {
  if (bath === undefined ? names.length === 1 : names.includes(bath)) return
  throw new UsageError(`--bath: expected ${names.length === 1 ? '' : 'one of '}${names.join(', ')}, found ${bath === undefined ? 'nothing' : JSON.stringify(bath)}`)
}

/** Energies may be written as arithmetic, as in a study file. */
function energyOf(text: string): number {
  const [value, imaginary] = evaluated(text)
  if (Number.isFinite(value) && imaginary === 0) return value
  throw new UsageError(`--energy: expected a finite real number, found ${JSON.stringify(text)}`)
}

function evaluated(text: string): readonly [number, number] {
  try {
    return evaluateArithmetic(text)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    throw new UsageError(`--energy: expected a number, found ${JSON.stringify(text)} (${error.message})`)
  }
}
