import type { StudyConfig } from 'dilute/study'

/** What nobody would wait for in a page; the message says how long it would take. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
}

const longest = 60

/** Seconds that a point of forty levels takes, measured; they grow with the third power. */
const fortyLevels = { together: 1, apart: 6 }

/** @throws TooLong for more levels than a page should solve. */
export function requireShort(config: StudyConfig): void {
  const levels = levelsOf(config.system)
  const seconds = fortyLevels[isTogether(config) ? 'together' : 'apart'] * (levels / 40) ** 3
  if (seconds > longest) throw new TooLong(`${levels} levels would take a page about ${duration(seconds)}.`)
}

/** Whether the only gas meets all dots at one point. */
function isTogether({ interaction }: StudyConfig): boolean {
  if (!interaction || !('contact' in interaction)) return false
  const { positions = [] } = interaction.contact
  return positions.every((position) => String(position) === String(positions[0]))
}

function levelsOf(system: StudyConfig['system']): number {
  if ('ring' in system) return system.ring.sites
  return 'lattice' in system ? system.lattice.onsite.length : system.hamiltonian.length
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} seconds`
  return seconds < 5400 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`
}
