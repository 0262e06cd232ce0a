/**
 * The figures that come with the package, by the names of `dilute figure NAME`; each is loaded when it is asked for.
 */
import type { Demo } from './demo.js'

export type { Computed, ComputedDemo, Demo, StudyDemo } from './demo.js'

export const demos: ReadonlyMap<string, () => Promise<Demo>> = new Map<string, () => Promise<Demo>>([
  ['prl-fig1', async () => (await import('./prlFig1.js')).prlFig1],
  ['precision', async () => (await import('./precision/precision.js')).precision],
  ['range', async () => (await import('./range/range.js')).range],
  ['moller', async () => (await import('./moller/moller.js')).moller],
])
