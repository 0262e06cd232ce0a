import type { StudyConfig } from 'dilute/study'

/** What nobody would wait for in a page; the message says how long it would take. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
}

const longest = 60

/**
 * @throws TooLong for more levels than a page should solve: measured, five seconds for forty contacts on a line,
 * growing with the third power.
 */
export function requireShort({ system }: StudyConfig): void {
  const levels = levelsOf(system)
  const seconds = 5 * (levels / 40) ** 3
  if (seconds > longest) throw new TooLong(`${levels} levels would take a page about ${duration(seconds)}.`)
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
