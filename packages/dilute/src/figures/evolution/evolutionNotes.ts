import type { EvolveResults, TrajectoryResults } from '../../study/index.js'
import { typographicBrief } from '../../tell/numbers.js'
import { startName } from '../../tell/start.js'
import { stateWord, statesOf } from '../../tell/states.js'
import { after, unitsOf } from '../../tell/units.js'
import type { AxisScale } from '../drawing/axisScale.js'
import { italic, upright, type RichText } from '../drawing/richText.js'
import type { FigureOptions } from '../figureOptions.js'
import { modelNote } from '../modelNote.js'

/** What the figure of an evolution shows. */
interface Shown {
  readonly x: AxisScale
  /** How many levels have curves. */
  readonly shown: number
  readonly sites: boolean
  /** Up to which time lines follow the sites. */
  readonly until: number
}

/** The small print of an evolution: where it starts, what the marks are, what is left out, the model. */
export function evolutionNotes(
  results: EvolveResults,
  { x, shown, sites, until }: Shown,
  { study, caption }: FigureOptions,
): RichText[] {
  const { times } = results,
    single = x.type === 'log' && times[0] === 0
  const { names, grouped } = statesOf(results)
  const states = grouped ? 'levels, those of equal energy together' : 'levels'
  const what = sites ? `${states} and, below, of the sites, counted from 0` : states
  return [
    [
      upright(
        `Populations of the ${what}, from ${startName(results)}; dots: the times asked for${
          single ? ', 0 left out' : ''
        }.`,
      ),
    ],
    ...(sites && until < times.at(-1)!
      ? [[upright('Bands: the range of the sites where they oscillate too fast for lines.')]]
      : []),
    ...(names.length === 3
      ? [
          [
            upright(
              'Right: their path through the triangle of probabilities, from the ring; squares: stationary states.',
            ),
          ],
        ]
      : []),
    ...(shown < names.length
      ? [[upright(`The lowest ${shown} of ${names.length} ${stateWord({ grouped })}s are shown.`)]]
      : []),
    gasNote(results, study),
    ...(caption === undefined ? [] : [[upright(caption)]]),
  ].filter((note) => note.length > 0)
}

/** The model where the study is known, else the temperature that all gases share, else the names of the gases. */
export function gasNote(results: EvolveResults | TrajectoryResults, study: FigureOptions['study']): RichText {
  const { beta, heatCurrents } = results,
    units = unitsOf(results),
    names = Object.keys(heatCurrents)
  const model = modelNote(study, [], units)
  if (model.length > 0) return [...model, upright('.')]
  const gases = names.length > 1 ? `Gases ${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : 'Gas'
  if (beta === null) return names.length > 1 ? [upright(`${gases}.`)] : []
  return [
    upright(`${gases} at `),
    italic('β'),
    upright(` = ${typographicBrief(beta)}${after(units, 'inverse energy')}.`),
  ]
}
