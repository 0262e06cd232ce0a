import type { Dimension, System } from '../model/index.js'
import type { ComplexBatch, Scatterer } from './scatterer.js'

/** A gas that does nothing: S = 1. A single level, which has nothing to exchange, is as good as free of any gas. */
export function idleScatterer(system: System, dimension: Dimension, mass: number): Scatterer {
  const empty = ({ re, im }: ComplexBatch): void => {
    re.fill(0)
    im.fill(0)
  }
  return {
    system,
    mass,
    dimension,
    levelCount: system.sites,
    extent: 0,
    modes: dimension === 1 ? 2 : 1,
    reversedModes: dimension === 1 ? [1, 0] : [0],
    brokenLaws: {},
    transitions: (_, out) => {
      empty(out)
    },
    amplitudes: (_, __, out) => {
      empty(out)
    },
    resonances: () => [],
  }
}
