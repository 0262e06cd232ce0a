/**
 * Coupled channels at 10⁻¹¹: a ring of N levels with Gaussians, k up to about 5. Run as `node bench/channels.js [N…]`.
 * One thread, no BLAS. Set-up is everything before and including the first energy, in a process that has solved another
 * model before (compiled code). Times are of the processor, not of the clock, so that a busy machine does not count. At
 * last the same Gaussians about one centre in space, all partial waves that a gas of β = 1 needs.
 */
import {
  centralInteraction,
  centralScatterer,
  channelScatterer,
  gaussianPotential,
  hamiltonianSystem,
  partialWaves,
  potentialInteraction,
} from 'dilute'
import { median, row } from './report.js'

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [3, 10, 20]

/** Milliseconds spent by this process, its compiler and collector threads included. */
function processorTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function ring(n) {
  const h = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => {
      if (i === j) return [[0, 0.3, -0.2][i % 3], 0]
      const step = (j - i + n) % n
      return step === 1
        ? [-0.7 * Math.cos(0.4), 0.7 * Math.sin(0.4)]
        : step === n - 1
          ? [-0.7 * Math.cos(0.4), -0.7 * Math.sin(0.4)]
          : [0, 0]
    }),
  )
  return hamiltonianSystem(h)
}

const gaussians = (n, center) =>
  Array.from({ length: n }, (_, i) =>
    gaussianPotential({ height: [1.5, -1, 0.8][i % 3], width: [0.5, 0.6, 0.45][i % 3], center: center(i) }),
  )

function model(n, shift) {
  return channelScatterer({
    system: ring(n),
    mass: 1,
    interaction: potentialInteraction(gaussians(n, (i) => [-0.4, 0.1, 0.5][i % 3] + shift)),
  })
}

function measureSpace(n) {
  const interaction = centralInteraction({ potentials: gaussians(n, () => 0) })
  const offsets = Float64Array.from({ length: 100 }, (_, i) => 0.01 + (13 * i) / 100)
  const setUps = []
  const each = []
  let waves = 0
  for (let r = 0; r < 5; r++) {
    const start = processorTime()
    const scatterer = centralScatterer(partialWaves({ system: ring(n), mass: 1, interaction }), { reach: 25 })
    waves = scatterer.waves
    const batch = { re: new Float64Array(waves * n * n * 100), im: new Float64Array(waves * n * n * 100) }
    scatterer.shell.transitions({ level: 0, offsets }, batch)
    setUps.push(processorTime() - start)
    const begin = processorTime()
    scatterer.shell.transitions({ level: 0, offsets }, batch)
    each.push((processorTime() - begin) / 100)
  }
  row(
    `space, N = ${n}: ${waves} waves, set-up with 100 energies; per energy`,
    `${median(setUps).toFixed(0)} ms; ${median(each).toFixed(2)} ms`,
  )
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
    const start = processorTime()
    scatterer.transitions({ level: 0, offsets: offsets.subarray(0, 1) }, batch)
    setUps.push(processorTime() - start)
    const begin = processorTime()
    scatterer.transitions({ level: 0, offsets }, batch)
    each.push((processorTime() - begin) / energies)
    worst = Math.max(worst, ...scatterer.estimatedErrors({ level: 0, offsets: offsets.filter((_, i) => i % 20 === 0) }))
  }
  row(
    `N = ${n}: set-up; per energy; largest estimated error of S`,
    `${median(setUps).toFixed(1)} ms; ${median(each).toFixed(4)} ms; ${worst.toExponential(0)}`,
  )
}

sizes.forEach(measure)
measureSpace(3)
