import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type Complex,
  type ContactInteraction,
  type Dimension,
  type System,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import {
  collisionTable,
  dissipatorSpectrum,
  secularGenerator,
  type SecularGenerator,
} from '../../src/generator/index.js'
import { transitionsAt } from '../support/batches.js'
import { around, hermitian, models } from '../support/models.js'

interface Setting {
  system: System
  interaction: ContactInteraction
  mass: number
  beta: number
}

function generatorOf({ system, interaction, mass, beta }: Setting): SecularGenerator {
  const table = collisionTable(contactScatterer({ system, interaction, mass }), { betas: [beta] })
  return secularGenerator({ table, gas: thermalGas({ dimension: interaction.dimension, mass, density: 0.8, beta }) })
}

/** The dissipator as a function of (k, k′, l, l′). */
function elements({ blocks }: SecularGenerator): (k: number, k2: number, l: number, l2: number) => Complex {
  const values = new Map<string, Complex>()
  for (const { pairs, matrix } of blocks) {
    pairs.forEach((to, row) =>
      pairs.forEach((from, column) => {
        const entry = row * matrix.columns + column
        values.set([...to, ...from].join(), [matrix.re[entry]!, matrix.im[entry]!])
      }),
    )
  }
  return (...key) => values.get(key.join()) ?? [0, 0]
}

const largest = ({ blocks }: SecularGenerator): number =>
  Math.max(...blocks.flatMap(({ matrix }) => [...matrix.re, ...matrix.im].map(Math.abs)))
const runs = { numRuns: 6, endOnFailure: true }

describe('the generator of Fig. 1', () => {
  const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
  const table = collisionTable(scatterer, { betas: [2] })
  const generator = secularGenerator({ table, gas: thermalGas({ dimension: 1, mass: 1, density: 1, beta: 2 }) })
  const { value } = JSON.parse(readFileSync(new URL('../reference/generator_fig1.json', import.meta.url), 'utf8')) as {
    value: Complex[][][][]
  }

  test('agrees with the independent reference to 1e-10, up to the phases of the levels', () => {
    const at = elements(generator)
    let compared = 0
    value.forEach((x, k) => {
      x.forEach((y, k2) => {
        y.forEach((z, l) => {
          z.forEach(([re, im], l2) => {
            const [a, b] = at(k, k2, l, l2)
            expect(Math.abs(Math.hypot(a, b) - Math.hypot(re, im)), `${k}${k2} ${l}${l2}`).toBeLessThanOrEqual(
              1e-10 * Math.hypot(re, im),
            )
            if ((k === k2 && l === l2) || (k === l && k2 === l2))
              expect(Math.hypot(a - re, b - im)).toBeLessThanOrEqual(1e-10 * Math.hypot(re, im))
            if (re !== 0 || im !== 0) compared++
          })
        })
      })
    })
    expect(compared).toBe(9 + 4 + 4 + 1 + 1)
  })

  test('has the spectrum of the reference', () => {
    const { spectrum } = JSON.parse(
      readFileSync(new URL('../reference/generator_fig1.json', import.meta.url), 'utf8'),
    ) as { spectrum: Complex[] }
    const ours = dissipatorSpectrum(generator)
    expect(ours).toHaveLength(9)
    for (const [re, im] of spectrum)
      expect(Math.min(...ours.map(([x, y]) => Math.hypot(x - re, y - im)))).toBeLessThan(1e-12)
    for (const [x, y] of ours)
      expect(Math.min(...spectrum.map(([re, im]) => Math.hypot(x - re, y - im)))).toBeLessThan(1e-12)
  })

  test('the equidistant levels let the coherences (2,1) and (1,0) feed each other', () => {
    expect(generator.blocks.map(({ pairs }) => pairs.length)).toEqual([1, 2, 3, 2, 1])
  })
})

describe.each([1, 2, 3] as Dimension[])('in %i dimensions', (dimension) => {
  test('the trace is conserved', () => {
    fc.assert(
      fc.property(models(dimension), around(0.3, 3), (model, beta) => {
        const generator = generatorOf({ ...model, beta })
        for (const { pairs, matrix } of generator.blocks.filter(({ frequency }) => frequency === 0)) {
          pairs.forEach((_, column) => {
            const sum = pairs.reduce(
              (total, [k, k2], row) => total + (k === k2 ? matrix.re[row * matrix.columns + column]! : 0),
              0,
            )
            expect(Math.abs(sum)).toBeLessThanOrEqual(1e-11 * largest(generator))
          })
        }
      }),
      runs,
    )
  })

  test('Hermiticity is conserved: the block of −Ω is the conjugate of that of Ω', () => {
    fc.assert(
      fc.property(models(dimension), around(0.3, 3), (model, beta) => {
        const generator = generatorOf({ ...model, beta })
        const at = elements(generator)
        const scale = largest(generator)
        for (const { pairs } of generator.blocks) {
          for (const [k, k2] of pairs) {
            for (const [l, l2] of pairs) {
              const [[a, b], [c, d]] = [at(k, k2, l, l2), at(k2, k, l2, l)]
              expect(Math.hypot(a - c, b + d)).toBeLessThanOrEqual(1e-11 * scale)
            }
          }
        }
      }),
      runs,
    )
  })

  test('coherences decay', () => {
    fc.assert(
      fc.property(models(dimension), around(0.3, 3), (model, beta) => {
        for (const { pairs, matrix, frequency } of generatorOf({ ...model, beta }).blocks) {
          if (frequency !== 0 && pairs.length === 1) expect(matrix.re[0]).toBeLessThanOrEqual(0)
        }
      }),
      runs,
    )
  })
})

test('a coherence of its own frequency obeys the line-broadening formula, the level shift included', () => {
  const repulsive = fc.record({
    h: hermitian(3),
    strengths: fc.array(around(0.3, 2), { minLength: 3, maxLength: 3 }),
    q: around(0, 1),
    beta: around(0.5, 3),
  })
  fc.assert(
    fc.property(repulsive, ({ h, strengths, q, beta }) => {
      const model = {
        system: hamiltonianSystem(h),
        interaction: contactStrengths({ strengths, positions: [0, q, -0.3] }),
        mass: 1,
      }
      fc.pre(model.system.groups.length === model.system.sites)
      const generator = generatorOf({ ...model, beta })
      const block = generator.blocks.find(({ pairs, frequency }) => frequency > 0 && pairs.length === 1)
      fc.pre(block !== undefined)
      const [k, l] = block.pairs[0]!
      const n = model.system.sites
      const shift = generator.levelShift.re[k * (n + 1)]! - generator.levelShift.re[l * (n + 1)]!
      const lambda = lineBroadening(model.system, model.interaction, model.mass, beta, k, l)
      const scale = 1e-6 * Math.max(Math.hypot(...lambda), 1e-3)
      expect(Math.abs(-block.matrix.re[0]! - lambda[0])).toBeLessThan(scale)
      expect(Math.abs(-(block.matrix.im[0]! - shift) - lambda[1])).toBeLessThan(scale)
    }),
    { numRuns: 4 },
  )
})

/**
 * λ = ν ∫dp G(p) v Σ_σ′ [δ_σ′σ − S_{kσ′,kσ}(E_p+𝓔_k) S*_{lσ′,lσ}(E_p+𝓔_l)], by a plain midpoint sum in p between
 * thresholds.
 */
function lineBroadening(
  system: System,
  interaction: ContactInteraction,
  mass: number,
  beta: number,
  k: number,
  l: number,
): Complex {
  const scatterer = contactScatterer({ system, interaction, mass })
  const cuts = [
    0,
    ...[...system.levels].flatMap((e) => [e - system.levels[k]!, e - system.levels[l]!]).filter((e) => e > 1e-9),
    40 / beta,
  ].sort((a, b) => a - b)
  let [re, im] = [0, 0]
  for (let c = 0; c + 1 < cuts.length; c++) {
    const steps = 3000
    for (let i = 0; i < steps; i++) {
      const theta = ((i + 0.5) / steps) * (Math.PI / 2)
      const kinetic = cuts[c]! + (cuts[c + 1]! - cuts[c]!) * Math.sin(theta) ** 2
      const weight =
        (cuts[c + 1]! - cuts[c]!) *
        Math.sin(2 * theta) *
        (Math.PI / 2 / steps) *
        0.8 *
        Math.sqrt(beta / (2 * Math.PI * mass)) *
        Math.exp(-beta * kinetic)
      const [a, b] = [transitionsAt(scatterer, k, kinetic), transitionsAt(scatterer, l, kinetic)]
      for (let out = 0; out < 2; out++) {
        for (let into = 0; into < 2; into++) {
          const same = out === into ? 1 : 0
          const [x, y] = [a(2 * k + out, 2 * k + into), b(2 * l + out, 2 * l + into)]
          const [p, q, r, s] = [x.re + same, x.im, y.re + same, -y.im]
          re += weight * (same - (p * r - q * s))
          im -= weight * (p * s + q * r)
        }
      }
    }
  }
  return [re, im]
}

describe('degenerate levels', () => {
  const rings = [3, 4, 5].flatMap((sites) => [0, 0.5].map((flux) => [sites, flux] as const))
  test.each(rings)(
    'ring of %i with flux %d: the Gibbs state is stationary to 1e-13, coherences included',
    (sites, flux) => {
      const system = ringSystem({ sites, tunneling: -0.6, flux })
      expect(system.groups.length).toBeLessThan(sites)
      const interaction = contactStrengths({ strengths: [1, 0.7, 1.5, 0.4, 2].slice(0, sites) })
      const generator = generatorOf({ system, interaction, mass: 1, beta: 1.5 })
      const p = system.levels.map((level) => Math.exp(-1.5 * level))
      const block = generator.blocks.find(({ frequency }) => frequency === 0)!
      block.pairs.forEach((_, row) => {
        let [re, im] = [0, 0]
        block.pairs.forEach(([l, l2], column) => {
          if (l !== l2) return
          re += block.matrix.re[row * block.matrix.columns + column]! * p[l]!
          im += block.matrix.im[row * block.matrix.columns + column]! * p[l]!
        })
        expect(Math.hypot(re, im)).toBeLessThan(1e-13)
      })
    },
  )

  test.each(rings)(
    'ring of %i with flux %d: nothing depends on the basis of a degenerate subspace, nor on a 1e-16 of H',
    (sites, flux) => {
      const system = ringSystem({ sites, tunneling: -0.6, flux })
      const interaction = contactStrengths({
        strengths: [1, 0.7, 1.5, 0.4, 2].slice(0, sites),
        positions: [0, 0.3, 0.5, 1, 1.1].slice(0, sites),
      })
      const original = superoperator(generatorOf({ system, interaction, mass: 1, beta: 1.5 }))
      const rotated = superoperator(generatorOf({ system: rotateGroups(system), interaction, mass: 1, beta: 1.5 }))
      const nudged = superoperator(generatorOf({ system: nudgedSystem(system), interaction, mass: 1, beta: 1.5 }))
      const scale = Math.max(...original.map(Math.abs))
      original.forEach((x, i) => {
        expect(Math.abs(x - rotated[i]!)).toBeLessThan(1e-10 * scale)
        expect(Math.abs(x - nudged[i]!)).toBeLessThan(1e-10 * scale)
      })
    },
  )
})

/** A real rotation by 0.7 with a phase in every degenerate pair of levels. */
function rotateGroups(system: System): System {
  const u = { ...system.eigenvectors, re: system.eigenvectors.re.slice(), im: system.eigenvectors.im.slice() }
  for (const [k, l] of system.groups.filter((g) => g.length === 2) as [number, number][]) {
    for (let i = 0; i < system.sites; i++) {
      const [p, q] = [i * system.sites + k, i * system.sites + l]
      const [a, b, c, d] = [u.re[p]!, u.im[p]!, -u.im[q]!, u.re[q]!]
      u.re[p] = Math.cos(0.7) * a + Math.sin(0.7) * c
      u.im[p] = Math.cos(0.7) * b + Math.sin(0.7) * d
      u.re[q] = -Math.sin(0.7) * a + Math.cos(0.7) * c
      u.im[q] = -Math.sin(0.7) * b + Math.cos(0.7) * d
    }
  }
  return { ...system, eigenvectors: u }
}

function nudgedSystem({ hamiltonian: h, sites }: System): System {
  return hamiltonianSystem(
    Array.from({ length: sites }, (_, i) =>
      Array.from({ length: sites }, (__, j): Complex => [
        h.re[i * sites + j]! + (i === j ? 1e-16 * (i + 1) : 0),
        h.im[i * sites + j]!,
      ]),
    ),
  )
}

/** The dissipator in the site basis as a flat real array: what it makes of every |i⟩⟨j|. */
function superoperator(generator: SecularGenerator): number[] {
  const { eigenvectors: u, sites: n } = generator.system
  const at = elements(generator)
  const out: number[] = []
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const rho = (k: number, k2: number): Complex => {
        // U† |i⟩⟨j| U
        const [a, b, c, d] = [u.re[i * n + k]!, -u.im[i * n + k]!, u.re[j * n + k2]!, u.im[j * n + k2]!]
        return [a * c - b * d, a * d + b * c]
      }
      const change = Array.from({ length: n * n }, (_, kk): Complex => {
        let [re, im] = [0, 0]
        for (let l = 0; l < n; l++) {
          for (let l2 = 0; l2 < n; l2++) {
            const [[a, b], [c, d]] = [at(Math.floor(kk / n), kk % n, l, l2), rho(l, l2)]
            re += a * c - b * d
            im += a * d + b * c
          }
        }
        return [re, im]
      })
      for (let x = 0; x < n; x++) {
        for (let y = 0; y < n; y++) {
          let [re, im] = [0, 0]
          for (let kk = 0; kk < n * n; kk++) {
            const [k, k2] = [Math.floor(kk / n), kk % n]
            const [a, b, c, d] = [u.re[x * n + k]!, u.im[x * n + k]!, u.re[y * n + k2]!, -u.im[y * n + k2]!]
            const [p, q] = [a * c - b * d, a * d + b * c]
            re += p * change[kk]![0] - q * change[kk]![1]
            im += p * change[kk]![1] + q * change[kk]![0]
          }
          out.push(re, im)
        }
      }
    }
  }
  return out
}
