import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isCancelled } from '../engine/engine.js'
import type { Failure, Question, Questions } from '../engine/protocol.js'
import { failureOf, viewEngine } from '../state/lab.js'

export interface Answered<A> {
  /** The last one there was. */
  readonly answer: A | null
  /** Why there is no newer one; null where the answer is that to the question. */
  readonly failure: Failure | null
  readonly busy: boolean
}

/**
 * Asks whenever `key` changes, and keeps the last answer until a newer one is there; one that comes late is shown while
 * the newest is not there.
 */
export function useAnswer<Q extends Exclude<Question, 'point'>>(
  question: Q,
  ask: Questions[Q]['ask'],
  key: string,
): Answered<Questions[Q]['answer']> {
  const [answered, setAnswered] = useState<Answered<Questions[Q]['answer']>>({
    answer: null,
    failure: null,
    busy: true,
  })
  const newest = useRef(key)
  newest.current = key
  useLayoutEffect(() => {
    setAnswered(({ answer }) => ({ answer, failure: null, busy: true }))
    viewEngine
      .ask(question, ask, 'view', (part) => {
        setAnswered({ answer: part as Questions[Q]['answer'], failure: null, busy: true })
      })
      .then(
        (answer) => {
          setAnswered({ answer, failure: null, busy: newest.current !== key })
        },
        (error: unknown) => {
          if (!isCancelled(error) && newest.current === key)
            setAnswered(({ answer }) => ({ answer, failure: failureOf(error), busy: false }))
        },
      )
  }, [key])
  return answered
}
