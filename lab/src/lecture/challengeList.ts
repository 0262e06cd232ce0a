/** Things to find, which check themselves on the results. */
import type { Point } from '../engine/protocol.js'
import type { StudyConfig } from 'dilute/study'

export interface Challenge {
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly solved: (point: Point, study: StudyConfig) => boolean
}

const fluxOf = ({ system }: StudyConfig): number => ('ring' in system ? system.ring.flux : 0)
const isFluxOn = (study: StudyConfig): boolean => Math.abs(2 * fluxOf(study) - Math.round(2 * fluxOf(study))) > 0.02
const isExact = ({ scattering: { method } }: StudyConfig): boolean => method === 'exact'

export const challenges: readonly Challenge[] = [
  {
    id: 'three',
    title: 'Find I > 3',
    hint: 'Very unequal couplings, one of them attractive, are a good place to look.',
    solved: ({ detailedBalance: { worst } }, study) =>
      isExact(study) && worst !== null && Math.abs(worst.logRatio) > Math.log(3),
  },
  {
    id: 'stop',
    title: 'Stop the loop without switching off the flux',
    hint: 'Which symmetry could undo the reversal of the flux?',
    solved: ({ detailedBalance: { holds }, relaxation: { gap } }, study) =>
      isExact(study) && isFluxOn(study) && holds === true && gap > 0,
  },
  {
    id: 'reverse',
    title: 'Turn the loop around at φ = 3/4',
    hint: 'The handedness is in the order of the couplings, too.',
    solved: ({ currents: { probability, probabilityError } }, study) =>
      isExact(study) &&
      Math.abs(fluxOf(study) - 0.75) < 1e-9 &&
      (probability[2]?.[0] ?? 0) < -(probabilityError[2]?.[0] ?? 0),
  },
  {
    id: 'space',
    title: 'Break it in three dimensions',
    hint: 'Nothing in the argument needs a line.',
    solved: ({ detailedBalance: { holds } }, { gas }) => gas?.dimension === 3 && holds === false,
  },
]
