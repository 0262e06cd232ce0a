/** A trajectory from level to level. */
import { populationSimulator } from 'dilute/dynamics'
import { rateTable } from 'dilute/rates'
import type { HistoryAnswer, Questions } from '../protocol.js'

/** A trajectory of about so many jumps, which goes on from a level where one is given. */
export function history({
  point: { levels, rates, stationary },
  seed,
  index,
  start,
  jumps,
}: Questions['history']['ask']): HistoryAnswer {
  const table = rateTable(rates.map((row) => row.map((rate) => rate ?? 0)))
  const p = stationary.populations.map((population) => population ?? 0)
  const traffic = p.reduce(
    (sum, population, l) => sum + population * rates.reduce((out, row) => out + (row[l] ?? 0), 0),
    0,
  )
  const duration = traffic > 0 ? jumps / traffic : 1
  const [times, from, to]: number[][] = [[], [], []]
  const initial = Float64Array.from(start === null ? p : p.map((_, k) => (k === start ? 1 : 0)))
  const process = populationSimulator({ rates: table, levels: Float64Array.from(levels) })
  const { initialLevel } = process.run({ initial, duration, seed, index }, (time, l, k) => {
    times!.push(time)
    from!.push(l)
    to!.push(k)
  })
  return { initialLevel, times: times!, from: from!, to: to!, duration }
}
