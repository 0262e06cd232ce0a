/** What is true of the end of a relaxation, in sentences. */
import { shown } from '../plot/words.js'
import type { EndState } from '../engine/protocol.js'

/** What the end is called. */
export const nameOfEnd = ({ isGibbs }: Pick<EndState, 'isGibbs'>): string =>
  isGibbs ? 'the Gibbs state' : 'the stationary state'

export function wordsOnEnd(end: EndState): string {
  const paths = end.unique
    ? `every path ends in ${nameOfEnd(end)}, though it need not go straight`
    : 'there are several stationary states, and where a path ends depends on where it starts'
  return `Drag the start: ${paths}. ${end.isGibbs ? atEquilibrium(end) : awayFromIt(end)}`
}

const atEquilibrium = ({ schnakenberg }: EndState): string =>
  schnakenberg === 0
    ? 'At the end nothing turns, and no entropy is produced.'
    : 'At the end the apparent production stays, and the violation takes all of it back: the current costs nothing.'

function awayFromIt({ total, schnakenberg }: EndState): string {
  const state = 'It is not a Gibbs state'
  if (total !== null && total > 0)
    return `${state}: entropy is produced there all the time, σ = ${shown(total.toPrecision(3))} > 0.`
  if (total !== null) return `${state}, but no entropy is produced there that is told from zero.`
  if (schnakenberg === null || schnakenberg === 0) return `${state}.`
  const suggested = shown(schnakenberg.toPrecision(3))
  return `${state}: currents flow there all the time, and suggest a production of ${suggested} > 0.`
}
