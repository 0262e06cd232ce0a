import { bathsOf } from '../declare/bath.js'
import { planOf, pointAt } from '../read/plan.js'
import { studyError, type Study } from '../read/study.js'

/**
 * Amplitudes may have no thermal rates: on a line a Born series of higher order diverges at every threshold.
 * @throws StudyError where its first point has none.
 */
export function requireRates(study: Study): void {
  const { config } = pointAt(planOf(study), 0)
  const { scattering } = config
  const isOnLine = bathsOf(config).some(({ gas }) => gas.dimension === 1)
  if (scattering.method !== 'series' || scattering.order === 1 || !isOnLine) return
  const expected =
    '1, or the exact method: in one dimension a Born series of higher order diverges at every threshold (as 1/p), ' +
    'and thermal rates with it'
  throw studyError(study, [{ path: ['scattering', 'order'], expected, found: String(scattering.order) }])
}
