/** Who wants to know when the marker jumps. */
import type { Jump } from './trajectory.js'

const listeners = new Set<(jump: Jump) => void>()

export function onJump(listener: (jump: Jump) => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export function tellJump(jump: Jump): void {
  for (const listener of listeners) listener(jump)
}
