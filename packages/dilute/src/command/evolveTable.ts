import { levelNames } from '../tell/levelPairs.js'
import { brief, significant } from '../tell/numbers.js'
import { columnLines, type Column } from '../report/terminal/columns.js'
import { printable, wrappedLines } from '../report/terminal/lines.js'
import type { EvolveResults } from '../study/running/evolve.js'

/** Wider tables are left to `--json`. */
const mostLevels = 8

/** Populations, purity, entropy, entropy production and heat at each time, for reading. */
export function evolveTable(results: EvolveResults): string {
  const { title, levels, evidence: { warnings } } = results
  return `${[
    ...(title === undefined ? [] : [printable(title), '']),
    `Evolution from ${startName(results)}; ${levels.length} levels at ${levels.map((level) => brief(level)).join(', ')}`,
    '', ...columnLines(columns(results)), '',
    '  p: population of a level; Tr ρ²: purity; S: entropy; σ: entropy production; J: heat current into the system',
    ...warnings.flatMap((warning) => wrappedLines(`Note: ${warning}.`)),
    ...(levels.length > mostLevels ? [`  The populations of ${levels.length} levels are printed by --json`] : []),
  ].join('\n')}\n`
}

function columns({ times, levels, populations, density, entropy, entropyProduction, heatCurrents }: EvolveResults): Column[] {
  const names = levelNames(levels.length)
  const shown = levels.length > mostLevels ? [] : names
  return [
    { heading: 'time', align: 'number', cells: times.map((time) => brief(time)) },
    ...shown.map((name, k): Column => ({ heading: `p(${name})`, align: 'number', cells: populations.map((p) => significant(p[k])) })),
    { heading: 'Tr ρ²', align: 'number', cells: density.map((rho) => significant(rho.flat().reduce((sum, [re, im]) => sum + re * re + im * im, 0))) },
    { heading: 'S', align: 'number', cells: entropy.map((s) => significant(s)) },
    { heading: 'σ', align: 'number', cells: entropyProduction.map((sigma) => (sigma === null ? 'infinite' : significant(sigma))) },
    ...Object.entries(heatCurrents).map(([name, current]): Column => (
      { heading: Object.keys(heatCurrents).length > 1 ? `J(${printable(name)})` : 'J', align: 'number', cells: current.map((j) => significant(j)) }
    )),
  ]
}

function startName({ initial }: EvolveResults): string {
  if ('site' in initial) return `site ${initial.site}`
  if ('level' in initial) return `level ${initial.level}`
  if ('ket' in initial) return 'a pure state'
  return 'density' in initial ? 'a density matrix' : `the Gibbs state at β = ${brief(initial.gibbs)}`
}
