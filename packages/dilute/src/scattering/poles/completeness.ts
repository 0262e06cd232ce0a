import type { Complete } from '../scatterer.js'

/** Energies at which a list is tried for being complete. */
const tried = 100

/**
 * Whether a list of poles between two energies is complete: where not `enough` of the complex plane is seen, or poles
 * were not counted, it goes no further.
 */
export function completeness(
  enough: (x: number) => boolean,
  uncounted: readonly number[],
  from: number,
  to: number,
): Complete {
  const lost = uncounted.reduce((a, b) => Math.min(a, b), Infinity)
  const end =
    Array.from({ length: tried }, (_, i) => from + ((i + 0.5) / tried) * (to - from)).find((x) => !enough(x)) ??
    Infinity
  if (lost === Infinity && end === Infinity) return true
  if (lost <= end) return { upTo: lost, reason: 'next to that energy poles could not be counted to double precision' }
  return {
    upTo: end,
    reason:
      'further up, wide resonances lie deeper below the real axis than the potentials can be continued; narrow ' +
      'ones are listed',
  }
}
