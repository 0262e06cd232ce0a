/** The work of pieces alone, nothing written, and what one of them takes; as a thread's file it does that at once. */
import { parentPort, workerData } from 'node:worker_threads'

if (parentPort) {
  const { pieceWork } = await import('../out/bench/internals/internals.js')
  const { job, perPiece, pieces } = workerData
  parentPort.postMessage(await secondsAlone({ work: pieceWork(job) }, perPiece, pieces))
}

/** Seconds a piece, the first one not counted. */
export async function secondsAlone({ work }, perPiece, pieces) {
  const next = (piece) => work({ begin: piece * perPiece, end: (piece + 1) * perPiece })
  await next(0)
  const start = performance.now()
  for (let piece = 1; piece < pieces; piece++) await next(piece)
  return (performance.now() - start) / 1000 / (pieces - 1)
}
