/** Marks for headings, verdicts and warnings; plain text unless colour is wanted. */
export interface Paint {
  readonly heading: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warning: (text: string) => string
}

export function paint(color: boolean): Paint {
  const code = (start: number) => (text: string) => (color ? `\u001b[${start}m${text}\u001b[0m` : text)
  return { heading: code(1), good: code(32), bad: code(31), warning: code(33) }
}
