import type { PointResults } from '../study/index.js'
import { heatBetween, probabilityBetween, type States } from './states.js'

/** The stationary flow between two states, named in the direction in which it is positive. */
export interface StateCurrent {
  readonly from: number
  readonly to: number
  readonly probability: number | null
  readonly probabilityError: number | null
  readonly heat: number | null
  readonly heatError: number | null
}

/** Where null currents have their reasons. */
export function currentPaths({ grouped }: States): readonly string[] {
  return (grouped ? ['groupProbability', 'groupHeat'] : ['probability', 'heat']).map((name) => `currents.${name}`)
}

/** Each pair once, the largest currents first, those without a value last. */
export function stateCurrents(states: States, point: PointResults): StateCurrent[] {
  const probability = probabilityBetween(states, point),
    heat = heatBetween(states, point)
  const pairs = states.names.flatMap((_, high) =>
    states.names.slice(0, high).map((__, low): StateCurrent => {
      const forward = probability.values[high]?.[low] ?? null
      const [from, to] = (forward ?? 0) >= 0 ? [low, high] : [high, low]
      return {
        from,
        to,
        probability: forward === null ? null : Math.abs(forward),
        probabilityError: probability.errors[high]?.[low] ?? null,
        heat: heat.values[high]?.[low] ?? null,
        heatError: heat.errors[high]?.[low] ?? null,
      }
    }),
  )
  return pairs.sort((a, b) => (b.probability ?? -1) - (a.probability ?? -1))
}
