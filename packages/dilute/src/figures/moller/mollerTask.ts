import type { MollerTask } from '../../study/running/moller.js'

/** What the figure `moller` shows. */
export const mollerTask: MollerTask = { timeStep: 0.05, times: Array.from({ length: 15 }, (_, i) => 8 * i), every: 3, reach: 115 }
