import { bathsOf } from '../study/reading/baths.js'
import type { Study } from '../study/reading/study.js'
import type { ScatterResults } from '../study/running/scatter.js'
import type { PoleGuess } from '../study/running/scatteringSpectrum.js'
import { energiesOf, type EnergyOptions } from './energies.js'
import { UsageError } from './exit.js'
import { jsonText } from './jsonText.js'
import { openStudy } from './openStudy.js'
import { scatterTable } from './scatterTable.js'
import { requireWritable, writeTogether, type Files } from './writeTogether.js'

export interface ScatterOptions extends EnergyOptions {
  readonly set?: readonly string[]
  readonly bath?: string
  readonly delayTimes?: boolean
  /** Guesses ENERGY,WIDTH or ENERGY,WIDTH,ℓ of poles of S. */
  readonly pole?: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

/** `dilute scatter STUDY --energy E…`, or `--from E --to E --points n`. */
export async function scatter(file: string, { set = [], bath, delayTimes, pole, out, json = false, ...wanted }: ScatterOptions): Promise<void> {
  const energies = energiesOf(wanted)
  const poles = pole?.map(poleGuess)
  if (out !== undefined && energies.length < 2) throw new UsageError('--out: expected two energies or more to draw curves through, found one')
  const study = await openStudy(file, set)
  requireBath(bathsOf(study.config).map(({ name }) => name), bath)
  if (out !== undefined) await requireWritable(out)
  const { scatterStudy } = await import('../study/running/scatter.js')
  const results = scatterStudy(study, energies, { bath, delayTimes, poles })
  const text = jsonText(results)
  const written: Files = out === undefined ? {} : { 'results.json': text, ...await figureFiles(study, results) }
  if (out !== undefined) await writeTogether(out, written)
  const note = out === undefined ? '' : `\nWritten to ${out}: ${Object.keys(written).join(', ')}\n`
  process.stdout.write(json ? text : scatterTable(results) + note)
}

/** ENERGY,WIDTH, and ℓ in a partial wave. */
function poleGuess(text: string): PoleGuess {
  const [energy, width, angularMomentum, ...others] = text.split(',').map(Number)
  const whole = angularMomentum === undefined || (Number.isInteger(angularMomentum) && angularMomentum >= 0)
  if (!Number.isFinite(energy) || !(width! > 0 && width! < Infinity) || !whole || others.length > 0) {
    throw new UsageError(`--pole: expected ENERGY,WIDTH or ENERGY,WIDTH,ℓ with a positive width, found ${JSON.stringify(text)}`)
  }
  return { energy: energy!, width: width!, ...(angularMomentum === undefined ? {} : { angularMomentum }) }
}

/** Each gas scatters in its own way: with several, one must be named. */
function requireBath(names: readonly string[], bath: string | undefined): void {
  if (bath === undefined ? names.length === 1 : names.includes(bath)) return
  throw new UsageError(`--bath: expected ${names.length === 1 ? '' : 'one of '}${names.join(', ')}, found ${bath === undefined ? 'nothing' : JSON.stringify(bath)}`)
}

async function figureFiles(study: Study, results: ScatterResults): Promise<Files> {
  const { scatteringFigure } = await import('../figures/index.js')
  const { svg, png } = await scatteringFigure(results, { study: study.config })
  return { 'scattering.svg': svg, 'scattering.png': png }
}
