import { computedInSteps } from '../demo.js'
import { drawRange } from './drawRange.js'
import { rangeResults, rangeTask } from './rangeResults.js'

/** How far broken detailed balance outlives the contact model. */
export const range = computedInSteps(function* () {
  const results = yield* rangeResults(rangeTask)
  const order = results.order.flat().filter((n) => n !== null)
  const [least, most] = [Math.min(...order).toFixed(3), Math.max(...order).toFixed(3)]
  const summary = `${results.title}\n|I - I(contact)| goes with the width to the power ${least} to ${most}.`
  return { results, summary, draw: (document) => drawRange(results, document) }
})
