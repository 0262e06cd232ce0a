import { computedInSteps } from '../demo.js'
import { drawRange } from './drawRange.js'
import { powersText, rangeResults, rangeTask } from './rangeResults.js'

/** How far broken detailed balance outlives the contact model. */
export const range = computedInSteps(function* () {
  const results = yield* rangeResults(rangeTask)
  const summary = `${results.title}\n|I - I(contact)| goes with the width to the power ${powersText(results)}.`
  return { results, summary, draw: (document) => drawRange(results, document) }
})
