/**
 * Time as it is shown: one clock for everything that moves, which stands still when asked or where motion is not
 * wanted.
 */
import { computed, signal } from '@preact/signals'

const reduced = matchMedia('(prefers-reduced-motion: reduce)')
const reducedMotion = signal(reduced.matches)
reduced.addEventListener('change', () => {
  reducedMotion.value = reduced.matches
})

const asked = signal<boolean | null>(null)
/** Whether things move: unless given, where the reader's system does not ask for less motion. */
export const playing = computed(() => asked.value ?? !reducedMotion.value)
export const togglePlaying = (): void => {
  asked.value = !playing.value
}

/** Calls with the seconds since the last frame, while things move; the answer ends it. */
export function everyFrame(advance: (seconds: number) => void): () => void {
  let frame = 0,
    before = 0
  const next = (now: number): void => {
    if (before > 0) advance(Math.min(0.05, (now - before) / 1000))
    before = now
    frame = requestAnimationFrame(next)
  }
  frame = requestAnimationFrame(next)
  return () => {
    cancelAnimationFrame(frame)
  }
}
