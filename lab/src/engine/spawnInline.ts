/** The engine inside the page, for the page that is one file. */
import Engine from './worker.ts?worker&inline'

export const spawn = (): Worker => new Engine({ name: 'dilute' })
