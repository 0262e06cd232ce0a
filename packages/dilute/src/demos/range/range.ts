import { singleStep } from '../../numerics/index.js'
import type { ComputedDemo } from '../demo.js'
import { drawRange } from './drawRange.js'
import { rangeResults, rangeTask } from './rangeResults.js'

/** How far broken detailed balance outlives the contact model. */
export const range: ComputedDemo = {
  kind: 'computed',
  compute: (onProgress) => {
    const results = rangeResults(rangeTask, (done, total) => {
      onProgress({ done, total, step: singleStep('widths and distances') })
    })
    const order = results.order.flat().filter((n) => n !== null)
    const [least, most] = [Math.min(...order).toFixed(3), Math.max(...order).toFixed(3)]
    const summary = `${results.title}\n|I - I(contact)| goes with the width to the power ${least} to ${most}.`
    return { results, summary, draw: (document) => drawRange(results, document) }
  },
}
