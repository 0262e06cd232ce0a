import type { Warning } from '../../solution/index.js'

/** A point of a sweep with its warnings. */
export interface WarnedPoint {
  /** The swept values, as a sentence names them; empty for the only point. */
  readonly setting: string
  readonly warnings: readonly Warning[]
}

/** Each kind of warning once: how many points give it, and what it says at the worst of them. */
export function sweepWarnings(points: readonly WarnedPoint[]): string[] {
  const kinds = new Map<string, { count: number; worst: Warning; setting: string }>()
  for (const { setting, warnings } of points) {
    for (const warning of warnings) {
      const known = kinds.get(warning.kind)
      const worse = known === undefined || warning.severity > known.worst.severity
      kinds.set(warning.kind, { count: (known?.count ?? 0) + 1, ...(worse ? { worst: warning, setting } : { worst: known.worst, setting: known.setting }) })
    }
  }
  return [...kinds.values()].map(({ count, worst, setting }) => `at ${count} of ${points.length} points${count === 1 || setting === '' ? atOne(setting) : `, worst at ${setting}`}: ${worst.text}`)
}

const atOne = (setting: string): string => (setting === '' ? '' : ` (${setting})`)
