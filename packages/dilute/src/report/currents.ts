import type { PointResults } from '../study/results.js'

/** The stationary flow between two levels, named in the direction in which it is positive. */
export interface LevelCurrent {
  readonly from: number
  readonly to: number
  readonly probability: number
  readonly heat: number
}

/** Each pair once, the largest currents first. */
export function levelCurrents({ currents, levels }: PointResults): LevelCurrent[] {
  const pairs = levels.flatMap((_, to) => levels.slice(0, to).map((__, from) => {
    const forward = currents.probability[to]?.[from] ?? 0
    const ends = forward >= 0 ? { from, to } : { from: to, to: from }
    return { ...ends, probability: Math.abs(forward), heat: currents.heat[to]?.[from] ?? 0 }
  }))
  return pairs.sort((a, b) => b.probability - a.probability)
}
