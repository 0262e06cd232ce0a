/** A view: figures, and beside them the paper's equation and what to look for. */
import type { ComponentChildren } from 'preact'
import type { Answered } from './useAnswer.js'

interface FrameProps {
  readonly equation: string
  /** Its number in the paper, where it has one. */
  readonly number: string
  readonly look: string
  readonly answered: Answered<unknown>
  readonly children: ComponentChildren
  readonly aside?: ComponentChildren
}

export function Frame({ equation, number, look, answered: { failure, busy, answer }, children, aside }: FrameProps) {
  return (
    <div class="view">
      <div class={`figures ${failure !== null && answer !== null ? 'stale' : ''}`} aria-busy={busy}>
        {failure === null ? null : (
          <p class="message" role="alert">
            {failure.message}
            {answer === null ? '' : ' The last picture stays.'}
          </p>
        )}
        {answer === null && failure === null ? <p class="label">Computing …</p> : null}
        {children}
      </div>
      <aside>
        <div class="equation">
          <span dangerouslySetInnerHTML={{ __html: equation }} />
          {number === '' ? null : <span class="number">{number}</span>}
        </div>
        <p class="look">{look}</p>
        {aside}
      </aside>
    </div>
  )
}
