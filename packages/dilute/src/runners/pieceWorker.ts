import { workerData } from 'piscina'
import type { Columns } from '../pieces/piece.js'
import { storeIn } from '../store/store.js'
import { StudyError } from '../study/index.js'
import { pieceTask } from './pieceTask.js'

const task = pieceTask(storeIn(workerData as string)!)

/** A piece, or what is wrong with the study, which would not stay a StudyError on its way. */
export type PieceAnswer = { readonly columns: Columns } | { readonly problems: StudyError['problems'] }

let before: Promise<unknown> = Promise.resolve()

/** One thread of `threads`: computes pieces of the store that it was started with, one after another. */
export default function compute(piece: number): Promise<PieceAnswer> {
  const answer = before.then(() => answerTo(piece))
  before = answer.catch(() => undefined)
  return answer
}

async function answerTo(piece: number): Promise<PieceAnswer> {
  try {
    return { columns: await task(piece) }
  } catch (error) {
    if (error instanceof StudyError) return { problems: error.problems }
    throw error
  }
}
