/**
 * `npm run bench`: every benchmark. `npm run bench -- CASE…`: some of them. --quick: everything small, in about a
 * minute. --docs: docs/performance.md with its figures and docs/performance/results.json from this run; --page: the
 * same from the results.json that is there.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { machineOf } from './machine.js'
import { compared } from './measure.js'
import { readResults, writePage } from './page.js'
import { folder, openNumpy } from './peers.js'
import { lines, machineLines } from './report.js'

const all = ['maps', 'commands', 'amplitudes', 'rings', 'workers', 'levels', 'potentials', 'qutip']
const {
  values: { quick, docs, page },
  positionals,
} = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, docs: { type: 'boolean' }, page: { type: 'boolean' } },
})
const unknown = positionals.find((name) => !all.includes(name))
if (unknown !== undefined || (docs && (positionals.length > 0 || quick))) {
  console.error(
    unknown === undefined
      ? '--docs takes all cases at full size'
      : `there is no case ${unknown}; there are ${all.join(', ')}`,
  )
  process.exit(2)
}

if (page) await writePage(readResults())
else await measure(positionals.length === 0 ? all : positionals)

async function measure(names) {
  const started = performance.now()
  const servers = await openNumpy(quick)
  const machine = machineOf(servers)
  const bench = { quick, servers, internals: await internals() }
  console.log(machineLines(machine).join('\n'))
  const results = { machine, quick, seconds: 0, cases: [] }
  const file = `${folder}results.json`
  for (const name of names) {
    results.cases.push(await measured(name, bench))
    results.seconds = Math.round((performance.now() - started) / 1000)
    writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
  }
  for (const server of servers) server.close()
  if (docs) await writePage(results)
  console.log(`\n${results.seconds} s; numbers are in ${file}`)
}

async function measured(name, bench) {
  const { title, rows } = await import(`./cases/${name}.js`)
  console.log(`\n${title}`)
  const done = []
  for await (const { notes = () => [], ...asked } of rows(bench)) {
    const row = await compared({ ...asked, rounds: bench.quick ? 1 : asked.rounds })
    done.push({ ...row, notes: await notes(row) })
    console.log(lines(done.at(-1)))
  }
  return { name, title, rows: done }
}

/** The library's parts that are not public, bundled as the library is. */
async function internals() {
  mkdirSync(folder, { recursive: true })
  const config = fileURLToPath(new URL('tsdown.config.ts', import.meta.url))
  const { status, stderr } = spawnSync('npx', ['tsdown', '-c', config], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the library could not be bundled: ${stderr}`)
  return import(`${folder}internals/internals.js`)
}
