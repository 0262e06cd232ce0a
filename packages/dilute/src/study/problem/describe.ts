/** What a study holds, as a reader wrote it, short enough for a message. */

const longest = 48

export function describe(raw: unknown): string {
  if (raw === undefined) return 'nothing'
  if (raw === null) return 'an empty value'
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw)
  const written = JSON.stringify(raw)
  if (written.length <= longest) return written
  if (typeof raw === 'string') return `${written.slice(0, longest)}…"`
  return Array.isArray(raw) ? `a list of ${raw.length}` : 'a map'
}

/** `ring, hamiltonian and lattice` */
export function enumerated(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
