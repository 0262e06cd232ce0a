import { workerData } from 'piscina'
import { storeIn } from '../store/store.js'
import { StudyError } from '../study/index.js'
import { pieceTask } from './pieceTask.js'

const task = pieceTask(storeIn(workerData as string)!)

/**
 * One thread of `threads`: computes a piece of the store that it was started with. Gives what is wrong with the study,
 * which would not stay a StudyError on its way.
 */
export default async function compute(piece: number): Promise<StudyError['problems'] | undefined> {
  try {
    await task(piece)
    return undefined
  } catch (error) {
    if (error instanceof StudyError) return error.problems
    throw error
  }
}
