import { distance } from 'fastest-levenshtein'

/**
 * `(did you mean beta?)` with a leading space, for a word at most two edits away and less than half rewritten; or
 * nothing.
 */
export function suggestion(word: string, candidates: readonly string[]): string {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(word, candidate) }))
    .sort((a, b) => a.edits - b.edits)
  const [best] = ranked
  return best && best.edits <= Math.min(2, (word.length - 1) / 2) ? ` (did you mean ${best.candidate}?)` : ''
}
