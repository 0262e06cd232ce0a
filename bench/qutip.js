/**
 * The master equation next to QuTiP 4.7, in one run: `node bench/qutip.js [N…]`. A ring of N levels with irregular
 * on-site energies in a thermal gas. QuTiP gets the collapse operators ready made, in the site basis, as a user has
 * them, and in the basis of the levels, where its sparse matrices have the fewest entries; its default is what a user
 * calls, its best the fastest of all methods and both bases, from a Liouvillian that is ready. Calls of both sides
 * alternate after warming up. Times are processor times, of all threads and processes together, as they do not depend
 * on what else a shared machine does; lower quartiles. OPENBLAS_NUM_THREADS is 1 unless given. Ours is compared in the
 * basis of QuTiP's result.
 */
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import {
  collapseOperators,
  collisionTable,
  contactScatterer,
  contactStrengths,
  energyDensityMatrix,
  evolve,
  ringSystem,
  secularGenerator,
  steadystate,
  thermalGas,
  thermalRates,
  trajectoryAverages,
  waveAverages,
} from 'dilute'
import { lowerQuartile, row } from './report.js'

const times = Array.from({ length: 101 }, (_, i) => i / 5)
const count = 100
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [3, 8, 16, 24]
const methods = {
  steady: ['direct', 'reordered', 'dense', 'eigen', 'power', 'svd'],
  evolution: ['adams', 'bdf', 'to 1e-10', 'exponential series'],
  trajectories: ['one processor'],
}

const flags = process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : ''
const coreType = flags.includes('avx512f') ? 'SKYLAKEX' : flags.includes('avx2') ? 'HASWELL' : undefined
const { OPENBLAS_NUM_THREADS = '1' } = process.env
const blas = { OPENBLAS_NUM_THREADS, ...(coreType ? { OPENBLAS_CORETYPE: coreType } : {}) }
const python = '/usr/bin/python3'

row('processor', `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}; ours on one thread`)
row(
  'for QuTiP',
  `${Object.entries(blas)
    .map((entry) => entry.join('='))
    .join(' ')}; ${blasLibraries()}`,
)
if (spawnSync(python, ['-c', 'import qutip']).status === 0) for (const n of sizes) await compare(n)
else row('QuTiP', `skipped: ${python} with QuTiP is not installed (apt-get install python3-qutip)`)

async function compare(n) {
  const system = ringSystem({
    sites: n,
    tunneling: -0.5,
    flux: 0.3,
    onsite: Array.from({ length: n }, (_, i) => 0.3 * Math.sin(7 * i * i + 1)),
  })
  const strengths = Array.from({ length: n }, (_, i) => 0.5 + ((i * 0.618034) % 1))
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths }), mass: 1 })
  const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
  const table = collisionTable(scatterer, { betas: [1] })
  const generator = secularGenerator({ table, gas })
  const collapse = collapseOperators(generator)
  const qutip = await openQutip(system, collapse)
  row(
    `N = ${n}`,
    `QuTiP ${qutip.version}; ${collapse.operators.length} collapse operators; ${generator.blocks.length} ` +
      `blocks; one superoperator of ${n * n}²`,
  )

  const build = await alternate(qutip, () => secularGenerator({ table, gas }), { what: 'build', basis: 'energy' }, 3)
  row('  QuTiP liouvillian(H, c_ops), operators ready, level basis', ms(build.theirs))
  row(
    '  QuTiP liouvillian(H, c_ops), operators ready, site basis',
    ms((await alternate(qutip, () => {}, { what: 'build', basis: 'site' }, 3)).theirs),
  )
  report(
    '  generator: ours with all integrals, QuTiP bloch_redfield_tensor',
    await alternate(qutip, () => secularGenerator({ table, gas }), { what: 'redfield', basis: 'energy' }, 3),
  )

  const initial = { site: 0 }
  await rows(
    qutip,
    'steady',
    'steady state',
    {
      energy: () => steadystate(generator).energyBasis[0],
      site: () => steadystate(generator).extremal[0],
    },
    largestDifference,
  )
  await rows(
    qutip,
    'evolution',
    `evolution, ${times.length} times`,
    {
      energy: () => evolve(generator, initial, times).energyBasis.at(-1),
      site: () => evolve(generator, initial, times).density.at(-1),
    },
    largestDifference,
  )

  const state = energyDensityMatrix(system, initial)
  const options = { duration: times.at(-1), seed: 1, count, times }
  const waves = () => waveAverages(collapse, system.levels, { ...options, initial: state }).density.at(-1)
  await rows(
    qutip,
    'trajectories',
    `${count} trajectories, ours wave functions`,
    { energy: waves, site: waves },
    () => NaN,
  )
  const rates = { rates: thermalRates(table, gas), levels: system.levels }
  const populations = Float64Array.from({ length: n }, (_, k) => state.re[k * (n + 1)])
  row(
    `  ${count} trajectories, ours populations alone`,
    ms(
      lowerQuartile(
        Array.from({ length: 9 }, () =>
          timed(5, () => trajectoryAverages(rates, { ...options, initial: populations })),
        ),
      ),
    ),
  )
  qutip.close()
}

/** QuTiP as a user calls it, in both bases, and its fastest method of all, each alternating with ours. */
async function rows(qutip, what, title, ours, difference) {
  const candidates = []
  for (const basis of ['site', 'energy']) {
    for (const method of ['default', ...methods[what]]) {
      const { time, error } = await fastest(qutip, { what, basis, method })
      if (error === undefined) candidates.push({ basis, method, time })
    }
  }
  const best = candidates.reduce((a, b) => (b.time < a.time ? b : a))
  const accurate = candidates
    .filter(({ method }) => method === 'to 1e-10')
    .sort((a, b) => a.time - b.time)
    .slice(0, 1)
  const shown = new Map([
    ...candidates.filter(({ method }) => method === 'default').map((c) => [`default, ${c.basis} basis`, c]),
    [`best: ${best.method}, ${best.basis} basis`, best],
    ...accurate.map((c) => [`${c.method}, ${c.basis} basis`, c]),
  ])
  for (const [name, { basis, method, time }] of shown) {
    const asked = { what, basis, method }
    const result = await alternate(qutip, ours[basis], asked, time > 2000 ? 1 : time > 200 ? 3 : 9)
    const { value } = await qutip.ask({ ...asked, value: true })
    const apart = value === undefined ? NaN : difference(ours[basis](), value)
    report(`  ${title}; QuTiP ${name}`, result, Number.isNaN(apart) ? '' : `; apart by ${apart.toExponential(0)}`)
  }
}

/** The second of two calls, or the only one of a call that takes long. */
async function fastest(qutip, asked) {
  const first = await qutip.ask(asked)
  return first.error !== undefined || first.time > 2000 ? first : qutip.ask(asked)
}

/** Lower quartiles of calls that alternate; ours are many calls each round where one is short. */
async function alternate(qutip, ours, asked, rounds) {
  const warm = timed(1, ours)
  const repeats = Math.max(1, Math.min(1000, Math.ceil(10 / warm)))
  timed(repeats, ours)
  const [mine, theirs] = [[], []]
  let failed
  for (let round = 0; round < rounds && failed === undefined; round++) {
    mine.push(timed(repeats, ours))
    const { time, error } = await qutip.ask({ method: '', ...asked })
    if (error === undefined) theirs.push(time)
    else failed = error
  }
  return { ours: lowerQuartile(mine), theirs: failed ?? lowerQuartile(theirs) }
}

/** Milliseconds of a processor per call. */
function timed(repeats, work) {
  const start = process.cpuUsage()
  for (let i = 0; i < repeats; i++) work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / repeats
}

function report(what, { ours, theirs }, note = '') {
  row(
    what,
    typeof theirs === 'string'
      ? `${ms(ours)}; QuTiP: ${theirs}`
      : `${ms(ours)}; ${ms(theirs)}; ${ratio(theirs, ours)}${note}`,
  )
}

/** A QuTiP that answers one call at a time. */
async function openQutip({ levels, eigenvectors }, { operators, hamiltonian }) {
  const script = fileURLToPath(new URL('qutip_side.py', import.meta.url))
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...blas } })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async () => JSON.parse((await lines.next()).value)
  const planes = ({ re, im }) => ({ re: [...re], im: [...im] })
  child.stdin.write(
    `${JSON.stringify({
      levels: [...levels],
      eigenvectors: planes(eigenvectors),
      hamiltonian: planes(hamiltonian),
      operators: operators.map(({ matrix }) => planes(matrix)),
      times,
      count,
    })}\n`,
  )
  const { version } = await answer()
  const ask = (asked) => {
    child.stdin.write(`${JSON.stringify({ value: false, ...asked })}\n`)
    return answer()
  }
  return {
    version,
    ask,
    close: () => {
      child.stdin.end()
    },
  }
}

function blasLibraries() {
  const code = 'import numpy, scipy; print("numpy", numpy.__version__, "scipy", scipy.__version__)'
  return spawnSync(python, ['-c', code], { encoding: 'utf8' }).stdout.trim()
}

function largestDifference({ re, im }, theirs) {
  let largest = 0
  re.forEach((x, e) => {
    largest = Math.max(largest, Math.hypot(x - theirs.re[e], im[e] - theirs.im[e]))
  })
  return largest
}

function ms(time) {
  return time < 10 ? `${time.toPrecision(2)} ms` : `${time.toFixed(0)} ms`
}

function ratio(theirs, ours) {
  return theirs > ours
    ? `ours ${(theirs / ours).toPrecision(2)} times faster`
    : `QuTiP ${(ours / theirs).toPrecision(2)} times faster`
}
