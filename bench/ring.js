import {
  collisionTable,
  complexBatch,
  contactScatterer,
  contactStrengths,
  detailedBalance,
  ringSystem,
  secularGenerator,
  thermalGas,
  thermalRates,
} from 'dilute'

/**
 * A ring of n levels with dots `distance` apart, where that is 0 the same as in peers/rings.py; `onsite` its
 * energies.
 */
function ringScatterer(n, { distance = 0, onsite = () => 0 } = {}) {
  const strengths = Array.from({ length: n }, (_, i) => 0.5 + ((i * 0.618034) % 1))
  const interaction = contactStrengths({ strengths, positions: strengths.map((_, i) => distance * i) })
  return contactScatterer({
    system: ringSystem({
      sites: n,
      tunneling: -0.5,
      flux: 0.3,
      onsite: Array.from({ length: n }, (_, i) => onsite(i)),
    }),
    interaction,
    mass: 1,
  })
}

const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 1 })

/** Rates at β = 1: how many energies they take, and the largest |ln I|. */
export function ringRates(n, distance) {
  const scatterer = ringScatterer(n, { distance })
  const table = collisionTable(scatterer, { gases: [gas], alone: gas, relativeError: 1e-8 })
  const { logRatio } = detailedBalance(thermalRates(table, gas), scatterer.system.levels, 1)
  return {
    energies: table.energiesEvaluated,
    violation: logRatio.reduce((most, x) => Math.max(most, Math.abs(x) || 0), 0),
  }
}

/** Rates and all coherences of levels that are irregular, at β = 1: how many energies they take. */
export function ringGenerator(n) {
  const table = collisionTable(ringScatterer(n, { onsite: (i) => 0.3 * Math.sin(7 * i * i + 1) }), {
    gases: [gas],
    alone: gas,
    relativeError: 1e-8,
  })
  secularGenerator({ table, gas })
  return { energies: table.energiesEvaluated }
}

/** Σ|S − 1|² of all pairs of levels at energies above the band. */
export function ringEnergies(n, count) {
  const { shellFunctions } = ringScatterer(n)
  const batch = {
    level: n - 1,
    offsets: Float64Array.from({ length: count }, (_, i) => 0.1 + (0.9 * i) / Math.max(1, count - 1)),
  }
  const out = complexBatch(n, count)
  return () => {
    shellFunctions.transitions(batch, out)
    let sum = 0
    for (let e = 0; e < out.re.length; e++) sum += out.re[e] ** 2 + out.im[e] ** 2
    return sum
  }
}
