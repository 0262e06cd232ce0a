import { openStudy } from './openStudy.js'
import { runAndDeliver } from './deliver.js'

export interface RunOptions {
  readonly set?: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

/** `dilute run STUDY`. */
export async function run(file: string, { set = [], out, json = false }: RunOptions): Promise<void> {
  await runAndDeliver(await openStudy(file, set), { out, json })
}
