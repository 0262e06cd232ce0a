/**
 * Coupled channels at 10⁻¹¹: a ring of N levels with Gaussians, k up to about 5. Run as `node bench/channels.js [N…]`. One thread, JavaScript only.
 * Set-up is everything before and including the first energy, in a process that has solved another model before (compiled code).
 */
import { channelScatterer, gaussianPotential, hamiltonianSystem, potentialInteraction } from 'dilute'
import { median, row } from './report.js'

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [3, 10, 20]

function model(n, shift) {
  const h = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => {
    if (i === j) return [[0, 0.3, -0.2][i % 3], 0]
    const step = (j - i + n) % n
    return step === 1 ? [-0.7 * Math.cos(0.4), 0.7 * Math.sin(0.4)] : step === n - 1 ? [-0.7 * Math.cos(0.4), -0.7 * Math.sin(0.4)] : [0, 0]
  }))
  const potentials = Array.from({ length: n }, (_, i) => gaussianPotential({
    height: [1.5, -1, 0.8][i % 3], width: [0.5, 0.6, 0.45][i % 3], center: [-0.4, 0.1, 0.5][i % 3] + shift,
  }))
  return channelScatterer({ system: hamiltonianSystem(h), mass: 1, interaction: potentialInteraction(potentials) })
}

function measure(n) {
  const energies = n > 12 ? 20 : 400
  const offsets = Float64Array.from({ length: energies }, (_, i) => 0.01 + (13 * i) / energies)
  const batch = { re: new Float64Array(4 * n * n * energies), im: new Float64Array(4 * n * n * energies) }
  const repeats = n > 12 ? 3 : 9
  const setUps = []
  const each = []
  let worst = 0
  for (let r = 0; r < repeats; r++) {
    const scatterer = model(n, 0.001 * r)
    const start = performance.now()
    scatterer.transitions({ level: 0, offsets: offsets.subarray(0, 1) }, batch)
    setUps.push(performance.now() - start)
    const begin = performance.now()
    scatterer.transitions({ level: 0, offsets }, batch)
    each.push((performance.now() - begin) / energies)
    worst = Math.max(worst, ...scatterer.estimatedErrors({ level: 0, offsets: offsets.filter((_, i) => i % 20 === 0) }))
  }
  row(`N = ${n}: set-up; per energy; largest estimated error of S`, `${median(setUps).toFixed(1)} ms; ${median(each).toFixed(4)} ms; ${worst.toExponential(0)}`)
}

sizes.forEach(measure)
