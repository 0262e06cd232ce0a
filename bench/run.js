/**
 * `npm run bench`: every benchmark, each figure measured in this run. JavaScript and WebAssembly on one thread; no
 * BLAS is used but scipy's in the comparison.
 */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchmarkFig1 } from './fig1.js'
import { median, row } from './report.js'

row('processor', `${cpus()[0].model}, Node ${process.version}`)
benchmarkFig1()
startUp()
growth()

/**
 * `dilute run` of one point as a whole process, next to a Node that does nothing and to npx that only prints a version.
 */
function startUp() {
  const command = fileURLToPath(new URL('../packages/dilute/bin/dilute.js', import.meta.url))
  const study = fileURLToPath(new URL('../examples/prl-fig1.yaml', import.meta.url))
  const timed = (program, ...args) => {
    const begin = performance.now()
    spawnSync(program, args)
    return performance.now() - begin
  }
  const runs = Array.from({ length: 9 }, () => [
    timed(process.execPath, command, 'run', study, '--set', 'sweep=null', '--json'),
    timed(process.execPath, '-e', '0'),
    timed('npx', 'dilute', '--version'),
  ])
  const [run, bare, npx] = [0, 1, 2].map((c) => median(runs.map((r) => r[c])))
  row('dilute run of one point, whole process, median of 9', `${run.toFixed(0)} ms`)
  row('of which Node alone', `${bare.toFixed(0)} ms`)
  row('npx dilute --version, for comparison', `${npx.toFixed(0)} ms`)
}

function growth() {
  row(
    'ring of N levels, contacts at one point, one temperature',
    'time; per energy; peak memory (table); Gibbs residual',
  )
  for (const n of [3, 6, 12, 24, 48, 96]) {
    const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(new URL('growth.js', import.meta.url)), n], {
      encoding: 'utf8',
    })
    if (status !== 0) {
      row(`N = ${n}`, 'failed')
      continue
    }
    const r = JSON.parse(stdout)
    row(
      `N = ${n}, ${r.energies} energies`,
      `${(r.total / 1000).toFixed(2)} s; ${(1000 * r.perEnergy).toFixed(1)} µs; ${r.peak.toFixed(0)} MB ` +
        `(${r.table.toFixed(1)} MB); ${r.residual.toExponential(0)}`,
    )
  }
}
