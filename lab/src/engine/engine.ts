/** The page's side of the engine: a question on a lane cancels the one before it on that lane. */
import type { Failure, FromEngine, Part, Question, Questions, ToEngine } from './protocol.js'
import { spawn } from '#spawn'

/** A question that was not answered. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

export const isCancelled = (error: unknown): boolean => error instanceof Unanswered && error.failure.kind === 'cancelled'

interface Pending {
  readonly lane: string
  readonly message: ToEngine
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
  readonly part: ((answer: never) => void) | undefined
}

/** A thread that does not leave its work within this time, in ms, is ended: some steps are long. */
const patience = 400

const cancelled = new Unanswered({ kind: 'cancelled', message: 'cancelled', places: [] })
let count = 0

/** One thread and what it is at. */
export class Engine {
  private worker: Worker | undefined
  private readonly pending = new Map<number, Pending>()
  private watch: ReturnType<typeof setTimeout> | undefined

  /** Starts the thread before it is needed. */
  start(): Worker {
    this.worker ??= this.started()
    return this.worker
  }

  ask<Q extends Question>(question: Q, ask: Questions[Q]['ask'], lane: string = question, part?: (part: Part<Q>) => void): Promise<Questions[Q]['answer']> {
    this.cancel(lane)
    const id = ++count
    return new Promise((resolve, reject) => {
      const message: ToEngine = { id, question, ask }
      this.pending.set(id, { lane, message, resolve, reject, part })
      this.start().postMessage(message)
    })
  }

  /** Leaves what a lane is at. */
  cancel(lane: string): void {
    for (const [id, { lane: its, reject }] of this.pending) {
      if (its !== lane) continue
      this.pending.delete(id)
      this.start().postMessage({ cancel: id })
      reject(cancelled)
      this.watch ??= setTimeout(() => { this.restart() }, patience)
    }
  }

  private started(): Worker {
    const worker = spawn()
    worker.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => { this.heard(data) })
    worker.addEventListener('error', (event) => { this.fail(event.message || 'the engine did not start') })
    return worker
  }

  private heard(message: FromEngine): void {
    clearTimeout(this.watch)
    this.watch = undefined
    const one = this.pending.get(message.id)
    if (one === undefined) return
    if ('part' in message) return one.part?.(message.part as never)
    this.pending.delete(message.id)
    if ('answer' in message) one.resolve(message.answer as never)
    else one.reject(new Unanswered(message.failure))
  }

  /** A thread that is deaf: a new one takes over the questions that are still wanted. */
  private restart(): void {
    this.watch = undefined
    this.worker?.terminate()
    this.worker = this.started()
    for (const { message } of this.pending.values()) this.worker.postMessage(message)
  }

  private fail(message: string): void {
    const waiting = [...this.pending.values()]
    this.pending.clear()
    for (const { reject } of waiting) reject(new Unanswered({ kind: 'failed', message, places: [] }))
  }
}
