import { dashNotes } from '../../tell/reasons.js'
import { markup, type Markup } from './markup.js'

/** Why there are dashes in the table above. */
export function dashNote(points: Parameters<typeof dashNotes>[0], ...paths: readonly string[]): Markup[] {
  return dashNotes(points, ...paths).map((note) => markup`<p class="note">${note}</p>`)
}
