/** Where the tour is. */
import { signal } from '@preact/signals'
import { change, view } from '../state/lab.js'
import { steps } from './steps.js'

/** The step that is shown, from 0; null outside the tour. */
export const step = signal<number | null>(null)

export function goToStep(index: number | null): void {
  const next = index === null ? undefined : steps[index]
  step.value = next === undefined ? null : index
  if (next === undefined) return
  change(next.tree, 'tour')
  view.value = next.view
}
