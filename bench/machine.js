import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

/** What the numbers of a run depend on. */
export function machineOf(servers) {
  const { version } = JSON.parse(readFileSync(new URL('../packages/dilute/package.json', import.meta.url), 'utf8'))
  return {
    dilute: version,
    commit: commit(),
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: cpus()[0].model,
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    load: loadavg()[0],
    numpy: servers.map(({ about }) => about),
  }
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}
