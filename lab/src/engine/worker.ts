/** The engine in its thread: answers questions, and leaves one when told to. */
import { answers, failureOf } from './library.js'
import type { Attendance, FromEngine, Question, Questions, ToEngine } from './protocol.js'

const atWork = new Map<number, AbortController>()
const tell = (message: FromEngine): void => {
  postMessage(message)
}

addEventListener('message', ({ data }: MessageEvent<ToEngine>) => {
  if ('cancel' in data) atWork.get(data.cancel)?.abort()
  else void answer(data.id, data.question, data.ask)
})

async function answer<Q extends Question>(id: number, question: Q, ask: Questions[Q]['ask']): Promise<void> {
  const controller = new AbortController()
  atWork.set(id, controller)
  const attendance: Attendance = {
    signal: controller.signal,
    part: (part) => {
      tell({ id, part })
    },
  }
  try {
    tell({ id, answer: await answers[question](ask, attendance) })
  } catch (error) {
    const { signal } = controller
    tell({ id, failure: signal.aborted ? { kind: 'cancelled', message: 'cancelled', places: [] } : failureOf(error) })
  } finally {
    atWork.delete(id)
  }
}
