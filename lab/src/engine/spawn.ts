/** The engine as a file of its own beside the page. */
export const spawn = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'dilute' })
