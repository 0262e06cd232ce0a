import type { BathResults, PointResults } from '../../study/results.js'
import { levelNames } from '../levelPairs.js'
import { gasHeatError } from '../errorBars.js'
import { cycleTable } from './flowSections.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { ratioTable } from './rateSections.js'
import { levelMatrix, section, table } from './tables.js'
import { chosen, computed, netFlow, orZero } from './values.js'

/** The gases one by one: temperature, heat, verdict, and folded their rates and ratios; nothing for a single, unnamed gas. */
export function bathSection(point: PointResults): Markup {
  const gases = Object.entries(point.baths ?? {})
  if (gases.length === 0) return nothing
  const rows = gases.map(([name, bath]) => [name, temperature(bath), netFlow(bath.heatCurrent.value, bath.heatCurrent.error), bath.detailedBalance.holds ? 'holds' : 'broken'])
  return section(gases.length > 1 ? 'The gases' : 'The gas',
    markup`<p class="note">Heat is counted as positive where it flows from the gas into the system, per unit time, in the stationary state. β is the inverse temperature. Each gas is judged against the Gibbs state at its own β; one that is not thermal, by the cycles of its rates.</p>`,
    table(['Gas', 'β', 'Heat into the system', 'Detailed balance'], rows),
    gases.length > 1 ? sumNote(point, gases.map(([name]) => name)) : nothing,
    gases.map(([name, bath]) => folded(name, bath)))
}

function temperature({ beta }: BathResults): Content {
  return beta === null ? 'not thermal' : chosen(beta)
}

/** In the stationary state the heat adds up to nothing. */
function sumNote(point: PointResults, names: readonly string[]): Markup {
  const sum = names.reduce((total, name) => total + (point.heatCurrents[name] ?? 0), 0)
  const error = names.reduce((total, name) => total + gasHeatError(point, name), 0)
  return markup`<p>All together: ${orZero(sum, error)}. In the stationary state the energy of the system does not change, so the heat from all gases adds up to zero.</p>`
}

function folded(name: string, { rates, detailedBalance, evidence, beta }: BathResults): Markup {
  const names = levelNames(rates.length)
  return markup`<details><summary>The gas ${name}: rates and detailed balance</summary>
<p>${detailedBalance.explanation}</p>
<p class="note">Its rates to one level from another, per unit time:</p>${levelMatrix(names, (to, from) => computed(rates[to]?.[from]))}
${beta === null ? nothing : markup`<p class="note">Its detailed balance ratios, with its own β:</p>${ratioTable(detailedBalance, names)}`}
${cycleTable(detailedBalance, { rates, evidence, names })}
<p class="note">Estimated relative error of its rates ${computed(evidence.relativeError, 2)}, from ${evidence.energiesEvaluated} energies; its S matrix is unitary up to ${computed(evidence.unitarityResidual, 2)}.</p></details>\n`
}
