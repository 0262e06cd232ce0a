/**
 * The master equation next to QuTiP 4.7, in one run: `node bench/qutip.js [N…]`. A ring of N levels with irregular on-site energies in a thermal gas.
 * QuTiP gets the collapse operators ready made and in the basis of the levels, where its sparse matrices have the fewest entries;
 * our generator does all integrals over the scattering amplitudes itself. QuTiP's times are medians of its default and of its fastest method.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { collapseOperators, collisionTable, contactScatterer, contactStrengths, evolve, ringSystem, secularGenerator, steadystate, thermalGas } from 'dilute'
import { median, row } from './report.js'

const times = Array.from({ length: 101 }, (_, i) => i / 5)
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [3, 8, 16, 24]

const flags = process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : ''
const coreType = flags.includes('avx512f') ? 'SKYLAKEX' : flags.includes('avx2') ? 'HASWELL' : undefined
const blas = { OPENBLAS_NUM_THREADS: String(cpus().length), ...(coreType ? { OPENBLAS_CORETYPE: coreType } : {}) }

row('processor', `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}`)
row('for QuTiP', Object.entries(blas).map((entry) => entry.join('=')).join(' '))
for (const n of sizes) compare(n)

function compare(n) {
  const system = ringSystem({ sites: n, tunneling: -0.5, flux: 0.3, onsite: Array.from({ length: n }, (_, i) => 0.3 * Math.sin(7 * i * i + 1)) })
  const strengths = Array.from({ length: n }, (_, i) => 0.5 + ((i * 0.618034) % 1))
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths }), mass: 1 })
  const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
  const table = timed(1, () => collisionTable(scatterer, { betas: [1] }))
  const generator = timed(n <= 8 ? 5 : 1, () => secularGenerator({ table: table.value, gas }))
  const steady = timed(21, () => steadystate(generator.value))
  const evolution = timed(5, () => evolve(generator.value, { site: 0 }, times))
  const qutip = fromQutip(system, collapseOperators(generator.value))
  if (qutip === undefined) return row(`N = ${n}`, 'skipped: /usr/bin/python3 with QuTiP is not installed (apt-get install python3-qutip)')
  const { blocks } = generator.value
  row(`N = ${n}`, `QuTiP ${qutip.version}; ${blocks.length} blocks, the largest ${Math.max(...blocks.map(({ pairs }) => pairs.length))}²; one superoperator ${n * n}²`)
  row('  scattering: the collision table, before everything else', ms(table.time))
  row('  generator: ours with its integrals, QuTiP from ready operators', `${ms(generator.time)}; ${ms(qutip.build)}; ${ratio(qutip.build, generator.time)}`)
  const ours = populations(system, steady.value.extremal[0])
  against('  steady state', steady.time, qutip.steady, (found) => largest(ours, found))
  const last = evolution.value.energyBasis.at(-1)
  against(`  evolution, ${times.length} times`, evolution.time, qutip.evolution, (found) => Math.max(largest(last.re, found.re), largest(last.im, found.im)))
}

function timed(repeats, work) {
  const runs = Array.from({ length: repeats }, () => {
    const start = performance.now()
    const value = work()
    return { time: performance.now() - start, value }
  })
  return { value: runs[0].value, time: median(runs.map(({ time }) => time)) }
}

/** The default method, the fastest, and one to the tolerance of ours where there is one, each with its ratio to ours and its largest difference from ours. */
function against(what, time, methods, difference) {
  const fastest = methods.reduce((best, method) => (method.time < best.time ? method : best))
  for (const { method, time: theirs, value } of new Set([methods[0], fastest, ...methods.filter((m) => m.method.startsWith('to '))])) {
    row(`${what}: ours, QuTiP ${method}`, `${ms(time)}; ${ms(theirs)}; ${ratio(theirs, time)}; apart by ${difference(value).toExponential(0)}`)
  }
}

function fromQutip({ sites: n, levels, eigenvectors: u }, { operators, hamiltonian }) {
  const input = JSON.stringify({
    levels: [...levels], hamiltonian: entries(hamiltonian), operators: operators.map(({ matrix }) => entries(matrix)), times,
    ket: Array.from({ length: n }, (_, k) => [u.re[k], -u.im[k]]),
  })
  const script = fileURLToPath(new URL('qutip_side.py', import.meta.url))
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [script], { input, encoding: 'utf8', env: { ...process.env, ...blas }, maxBuffer: 1e9 })
  if (status !== 0 && !stderr.includes("No module named 'qutip'")) throw new Error(stderr)
  return status === 0 ? JSON.parse(stdout.trim().split('\n').at(-1)) : undefined
}

/** The entries that are not zero, as [row, column, re, im]. */
function entries({ columns, re, im }) {
  return [...re.keys()].filter((e) => re[e] !== 0 || im[e] !== 0).map((e) => [Math.floor(e / columns), e % columns, re[e], im[e]])
}

/** ⟨k|ρ|k⟩ from ρ in the site basis. */
function populations({ sites: n, eigenvectors: u }, rho) {
  return Array.from({ length: n }, (_, k) => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [a, b, c, d] = [u.re[i * n + k], -u.im[i * n + k], u.re[j * n + k], u.im[j * n + k]]
        sum += (a * c - b * d) * rho.re[i * n + j] - (a * d + b * c) * rho.im[i * n + j]
      }
    }
    return sum
  })
}

function largest(ours, theirs) {
  return Math.max(...Array.from(ours, (x, i) => Math.abs(x - theirs[i])))
}

function ms(time) {
  return time < 10 ? `${time.toPrecision(2)} ms` : `${time.toFixed(0)} ms`
}

function ratio(theirs, ours) {
  return theirs > ours ? `ours ${(theirs / ours).toPrecision(2)} times faster` : `QuTiP ${(ours / theirs).toPrecision(2)} times faster`
}
