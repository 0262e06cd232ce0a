/** Numbers that rounding alone keeps from zero; shown as 0, while the results keep every digit. */
import { brief } from './numbers.js'
import { after, unitsOf } from './units.js'

/** 0 in place of a number not above the bar; as it is where the bar is not known. */
export function zeroWithin(value: number, bar: number | null): number {
  return bar !== null && Math.abs(value) <= bar ? 0 : value
}

/** Energies of levels are known up to the rounding of the largest of them. */
function roundedLevels(levels: readonly number[]): number[] {
  const largest = levels.reduce((most, level) => Math.max(most, Math.abs(level)), 0)
  return levels.map((level) => zeroWithin(level, 8 * Number.EPSILON * largest))
}

/** More levels than these are counted, not listed. */
const mostListed = 12

/** `3 levels at -0.5, 0, 0.5 meV`. */
export function levelsText(results: { readonly levels: readonly number[] }): string {
  const levels = roundedLevels(results.levels),
    shown = levels
      .slice(0, mostListed)
      .map((level) => brief(level))
      .join(', ')
  const more = levels.length > mostListed ? `, … up to ${brief(levels.at(-1))}` : ''
  return `${levels.length} ${levels.length === 1 ? 'level' : 'levels'} at ${shown}${more}${after(
    unitsOf(results),
    'energy',
  )}`
}
