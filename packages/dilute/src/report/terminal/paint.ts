import type { Outcome } from '../../tell/verdict.js'

/** Marks for headings, verdicts and warnings; plain text unless colour is wanted. */
export interface Paint {
  readonly heading: (text: string) => string
  /** A verdict in the colour of its outcome. */
  readonly verdict: (outcome: Outcome) => (text: string) => string
  readonly warning: (text: string) => string
}

export function paint(color: boolean): Paint {
  const code = (start: number) => (text: string) => (color ? `\u001b[${start}m${text}\u001b[0m` : text)
  const outcomes = { holds: code(32), broken: code(31), undecided: code(33) }
  return { heading: code(1), verdict: (outcome) => outcomes[outcome], warning: code(33) }
}
