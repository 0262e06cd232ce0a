import { typographicBrief } from '../../tell/numbers.js'
import type { SweepPoint } from '../../study/index.js'
import { italic, sub, upright, type RichText } from '../drawing/richText.js'
import type { FigureOptions } from '../figureOptions.js'
import { modelNote } from '../modelNote.js'
import { ofGas } from '../../tell/symbols.js'
import { namesSite } from '../../tell/parameter.js'
import { after, unitsOf } from '../../tell/units.js'
import { gasNames, isBetweenGases } from './flowCurves.js'
import type { SweepLayout } from './sweepLayout.js'
import { heldNote, tiedNote } from './sweepNotes.js'

/** The small print: what the curves are, which temperatures stay, what is left out. */
export function flowNotes(
  points: readonly SweepPoint[],
  layout: SweepLayout,
  omitted: number,
  options: FigureOptions,
): RichText[] {
  return [
    flowNote(points),
    entropyNote(points),
    gasesNote(points, options),
    tiedNote(points, layout, options),
    heldNote(points, layout, options),
    omitted === 0
      ? []
      : [
          upright(
            `${omitted} more ${
              isBetweenGases(points) ? 'gases' : 'pairs of levels'
            }, with smaller currents, are in the results.`,
          ),
        ],
    Object.keys(points[0]!.set).some(namesSite) ? [upright('Sites are counted from 0.')] : [],
    options.caption === undefined ? [] : [upright(options.caption)],
  ].filter((note) => note.length > 0)
}

function flowNote(points: readonly SweepPoint[]): RichText {
  return isBetweenGases(points)
    ? [italic('J'), sub('b'), upright(': heat per unit time from the gas b into the system, in the stationary state.')]
    : [
        italic('K'),
        upright('('),
        italic('j'),
        upright(', '),
        italic('k'),
        upright('): net probability current to level '),
        italic('j'),
        upright(' from level '),
        italic('k'),
        upright(' per unit time, in the stationary state. Curves that agree lie on each other.'),
      ]
}

function entropyNote(points: readonly SweepPoint[]): RichText {
  const schnakenberg: RichText = [italic('σ'), sub('Schnakenberg')]
  if (points.every(({ entropyProduction: { total } }) => total === null)) {
    return [
      ...schnakenberg,
      upright(
        ': the entropy production that the currents between levels suggest; the whole of it needs a ' + 'temperature.',
      ),
    ]
  }
  return [
    italic('σ'),
    upright(' = −Σ '),
    italic('β'),
    sub('b'),
    italic('J'),
    sub('b'),
    upright(': entropy production, the sum of what the currents between levels suggest, '),
    ...schnakenberg,
    upright(', and of what broken detailed balance adds, '),
    italic('σ'),
    sub('violation'),
    upright('.'),
  ]
}

/** Temperatures of more gases than this are left to the study. */
const mostTemperatures = 4

/** The gases and how they meet the system; without a study their temperatures. */
function gasesNote(points: readonly SweepPoint[], { study }: FigureOptions): RichText {
  const model = modelNote(study, Object.keys(points[0]!.set), unitsOf(points[0]!))
  return model.length === 0 ? temperatureNote(points) : [...model, upright('.')]
}

/** The temperatures that are the same all along. */
function temperatureNote(points: readonly SweepPoint[]): RichText {
  const parts = gasNames(points).flatMap((name) => {
    const betas = new Set(points.map(({ baths }) => baths?.[name]?.beta))
    const [beta] = betas
    return betas.size === 1 && typeof beta === 'number'
      ? [[...ofGas('β', name), upright(` = ${typographicBrief(beta)}${after(unitsOf(points[0]!), 'inverse energy')}`)]]
      : []
  })
  return parts.length === 0 || parts.length > mostTemperatures
    ? []
    : [...parts.flatMap((part, i) => (i === 0 ? part : [upright(', '), ...part])), upright('.')]
}
