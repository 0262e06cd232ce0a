import type { PointResults } from '../../study/results.js'
import { countingPaths, countsOf, notCounted, type Count } from '../../tell/counts.js'
import { folded } from './folded.js'
import { markup, nothing, type Markup } from './markup.js'
import { dashNote } from './notes.js'
import { section } from './tables.js'
import { measured } from './values.js'

/** Mean, noise and skewness of what is counted in the stationary state; nothing where counting was not asked for. */
export function countingSection(point: PointResults): Markup {
  const { counting } = point
  if (counting === undefined) return nothing
  if (counting === null) return section('Counting statistics', markup`<p>None: ${notCounted(point)}.</p>`)
  const { pairs, cycles, heat } = countsOf(point, counting)
  return section('Counting statistics',
    markup`<p class="note">Count the transitions between two levels for a long time, those back taken off. The count grows by its mean per unit time, the variance over many such runs by the noise, and the third cumulant, which tells how lopsided the runs scatter, by the skewness.</p>`,
    counted('Net transitions', pairs, 'pairs of levels'),
    cycles.length === 0 ? nothing : markup`<p class="note">The net number of turns around a cycle of levels, in the order written:</p>`,
    counted('Cycle', cycles, 'cycles'),
    heat.length === 0 ? nothing : markup`<p class="note">The heat from each gas into the system, summed up in the same way:</p>`,
    counted('Heat from', heat, 'gases'), dashNote([point], ...countingPaths(point)))
}

function counted(heading: string, counts: readonly Count[], what: string): Markup {
  const rows = counts.map((one) => [
    one.name, measured(one.mean, one.meanError, 4), measured(one.noise, one.noiseError, 4), measured(one.skewness, one.skewnessError, 4),
  ])
  return rows.length === 0 ? nothing : folded([heading, 'Mean', 'Noise', 'Skewness'], rows, what)
}
