/**
 * One study of a ring with contact scatterers at N levels: time, energies and peak memory. Run as `node bench/growth.js
 * N`, with contacts at one point, or `node bench/growth.js N spread`, with contacts along the line; `node
 * bench/growth.js N generator` has irregular on-site energies, and with the rates all coherences, the steady state and
 * an evolution of 101 times. Times in ms; `processor` is that of all threads, for busy machines.
 */
import { evolve, steadystate } from 'dilute/dynamics'
import { collisionTable, secularGenerator, thermalRates } from 'dilute/generator'
import { contactStrengths, ringSystem, thermalGas } from 'dilute/model'
import { contactScatterer } from 'dilute/scattering'
import { detailedBalance, relaxation, stationaryStates } from 'dilute/thermodynamics'

const n = Number(process.argv[2])
const [spread, coherent] = ['spread', 'generator'].map((what) => process.argv[3] === what)
const start = performance.now()
const onsite = Array.from({ length: n }, (_, i) => (coherent ? 0.3 * Math.sin(7 * i * i + 1) : 0))
const system = ringSystem({ sites: n, tunneling: -0.5, flux: 0.3, onsite })
const strengths = Array.from({ length: n }, (_, i) => 0.5 + ((i * 0.618034) % 1))
const positions = strengths.map((_, i) => (spread ? 0.05 * i : 0))
const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths, positions }), mass: 1 })
const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })
const table = collisionTable(scatterer, { gases: [gas], alone: gas })
const scattering = performance.now() - start
const rates = thermalRates(table, gas)
const report = detailedBalance(rates, system.levels, 1)
stationaryStates(rates)
relaxation(rates, system.levels, 1)
const before = performance.now()
const generator = coherent ? secularGenerator({ table, gas }) : undefined
const building = performance.now() - before
if (generator) {
  steadystate(generator)
  evolve(
    generator,
    { site: 0 },
    Array.from({ length: 101 }, (_, i) => i / 5),
  ).energyBasis.at(-1)
}
const total = performance.now() - start
const { user, system: kernel } = process.cpuUsage()
const tableBytes = table.panels.reduce(
  (sum, { probabilities, sums }) => sum + probabilities.byteLength + (sums ? 3 * sums[0].value.byteLength : 0),
  0,
)
process.stdout.write(
  JSON.stringify({
    n,
    total,
    processor: (user + kernel) / 1000,
    scattering,
    energies: table.energiesEvaluated,
    perEnergy: scattering / table.energiesEvaluated,
    peak: process.resourceUsage().maxRSS / 1024,
    table: tableBytes / 2 ** 20,
    residual: report.thermalizationResidual,
    ...(generator ? { generator: building, blocks: generator.blocks.length } : {}),
  }),
)
