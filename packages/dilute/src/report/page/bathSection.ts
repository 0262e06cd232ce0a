import type { BathResults, PointResults } from '../../study/results.js'
import { singleLevels, statesOf } from '../../tell/states.js'
import { verdictOf } from '../../tell/verdict.js'
import { cycleTable } from './flowSections.js'
import { markup, nothing, type Content, type Markup } from './markup.js'
import { dashNote } from './notes.js'
import { rateMatrix, ratioTable } from './rateSections.js'
import { section, table } from './tables.js'
import { chosen, computed, measured } from './values.js'

/** The gases one by one: temperature, heat, verdict, and folded their rates and ratios; nothing for a single, unnamed gas. */
export function bathSection(point: PointResults): Markup {
  const gases = Object.entries(point.baths ?? {}), states = statesOf(point)
  if (gases.length === 0) return nothing
  const rows = gases.map(([name, bath]) => (
    [name, temperature(bath), measured(bath.heatCurrent.value, bath.heatCurrent.error, 4), verdictOf(bath, states).outcome]
  ))
  return section(gases.length > 1 ? 'The gases' : 'The gas',
    markup`<p class="note">Heat is counted as positive where it flows from the gas into the system, per unit time, in the stationary state. β is the inverse ${
      'temperature. Each gas is judged against the Gibbs state at its own β; one that is not thermal, by the cycles of its rates.'}</p>`,
    table(['Gas', 'β', 'Heat into the system', 'Detailed balance'], rows),
    gases.length > 1 ? sumNote : nothing,
    gases.map(([name, bath]) => folded(name, bath, point)))
}

function temperature({ beta }: BathResults): Content {
  return beta === null ? 'not thermal' : chosen(beta)
}

const sumNote = markup`<p class="note">In the stationary state the energy of the system does not change, so the heat from all gases adds up to zero.</p>`

function folded(name: string, bath: BathResults, point: PointResults): Markup {
  const { rates, ratesError, detailedBalance, evidence, beta } = bath
  const { names } = singleLevels(rates.length)
  return markup`<details><summary>The gas ${name}: rates and detailed balance</summary>
${verdictOf(bath, statesOf(point)).sentences.map((sentence) => markup`<p>${sentence}</p>`)}
<p class="note">Its rates to one level from another, per unit time:</p>${rateMatrix({ values: rates, errors: ratesError }, names)}${
  dashNote([point], `baths.${name}.rates`)}
${beta === null ? nothing : markup`<p class="note">Its detailed balance ratios, with its own β:</p>${ratioTable(detailedBalance, statesOf(point))}`}
${cycleTable(detailedBalance, names)}
<p class="note">Estimated relative error of its rates ${computed(evidence.relativeError, 2)}, from ${
  evidence.energiesEvaluated} energies; its S matrix is unitary up to ${computed(evidence.unitarityResidual, 2)}.</p></details>\n`
}
