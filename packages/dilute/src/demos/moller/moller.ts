import { computedInSteps } from '../demo.js'
import { drawMoller } from './drawMoller.js'
import { mollerResults, mollerTask } from './mollerResults.js'

/** A wave packet sent through the full Hamiltonian, against the amplitudes of the solver. */
export const moller = computedInSteps(function* () {
  const results = yield* mollerResults(mollerTask)
  const { largestDifference, normResidual } = results.evidence
  const summary =
    `${results.title}\nAmplitudes differ from the solver's by at most ${largestDifference.toExponential(1)}; ` +
    `the norm is kept to ${normResidual.toExponential(1)}.`
  return { results, summary, draw: (document) => drawMoller(results, document) }
})
