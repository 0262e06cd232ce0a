import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hamiltonianSystem, type ContactInteraction, type Dimension, type System } from '../../src/model/index.js'
import { densityOfStates, unitarityResidual, type EnergyBatch, type Scatterer } from '../../src/scattering/index.js'
import { amplitudesAt, conjugate, minus, modulus, times, transitionsAt, type C } from '../support/batches.js'
import { around, conjugated, models, type GeneratedModel } from '../support/models.js'

/** What a solver under test is: a name, its dimension and how to build it. */
export interface Solver {
  readonly name: string
  readonly dimension: Dimension
  build(system: System, interaction: ContactInteraction, mass: number): Scatterer
}

const runs = { numRuns: 40 }

/** The laws that every solver must obey; an approximation is excused from those that it says it breaks. */
export function conformance(solver: Solver): void {
  const built = (model: GeneratedModel): Scatterer => solver.build(model.system, model.interaction, model.mass)
  const cases = fc.tuple(models(solver.dimension), fc.nat({ max: 3 }), around(0.03, 2.5))
  const lawsOf = (law: (model: GeneratedModel, scatterer: Scatterer, level: number, offset: number) => void): void => {
    fc.assert(
      fc.property(cases, ([model, k, offset]) => {
        law(model, built(model), Math.min(k, model.system.sites - 1), offset)
      }),
      runs,
    )
  }
  describe(solver.name, () => {
    test('S is unitary on the open channels, unless the solver says it is not', () => {
      lawsOf((_, scatterer, level, offset) => {
        if (scatterer.brokenLaws.unitarity !== undefined) return
        const energies = { level, offsets: Float64Array.of(offset) }
        expect(unitarityResidual(scatterer, energies)).toBeLessThan(largestResidual(scatterer, energies))
      })
    })

    test('the optical theorem: t − t† = −2πi Σ_k n(p_k) ⟨t†t⟩ over directions', () => {
      lawsOf((_, scatterer, level, offset) => {
        if (scatterer.brokenLaws.unitarity !== undefined) return
        expect(opticalResidual(scatterer, level, offset)).toBeLessThan(1e-10)
      })
    })

    test('reversing the flux transposes S: S_{kμ′,lμ}[H] = S_{lμ̄,kμ̄′}[H*]', () => {
      lawsOf((model, scatterer, level, offset) => {
        const reversed = solver.build(reversedSystem(model), model.interaction, model.mass)
        expect(reversalResidual(scatterer, reversed, level, offset)).toBeLessThan(1e-10)
      })
    })

    test('closed channels are zero', () => {
      lawsOf((_, scatterer, level, offset) => {
        const s = transitionsAt(scatterer, level, offset)
        const { levels } = scatterer.system
        forChannels(scatterer, (row, column, k, l) => {
          const open = offset + levels[level]! > levels[k]! && offset + levels[level]! > levels[l]!
          if (!open) expect(modulus(s(row, column))).toBe(0)
        })
      })
    })

    test('amplitudes and modes agree: Σ|S − 1|² = (2π)² n_k n_l ⟨|t|²⟩', () => {
      lawsOf((_, scatterer, level, offset) => {
        expect(contractionResidual(scatterer, level, offset)).toBeLessThan(1e-10)
      })
    })

    test('near and at thresholds S stays finite, and unitary where it is', () => {
      lawsOf((model, scatterer, level, offset) => {
        if (scatterer.brokenLaws.unitarity !== undefined) return
        for (const tiny of [0, 1e-15, -1e-15, 1e-9 * offset, -1e-9 * offset, 1e-4 * offset]) {
          const energies = { level, offsets: Float64Array.of(tiny) }
          expect(
            unitarityResidual(scatterer, energies),
            `${tiny} from level ${level} of ${model.system.levels}`,
          ).toBeLessThan(largestResidual(scatterer, energies))
        }
      })
    })

    test('a batch is its energies one by one', () => {
      lawsOf((_, scatterer, level, offset) => {
        const offsets = Float64Array.of(offset, offset / 3, 2 * offset)
        const size = (scatterer.levelCount * scatterer.modes) ** 2
        const re = new Float64Array(3 * size).fill(NaN)
        const im = new Float64Array(3 * size).fill(NaN)
        scatterer.transitions({ level, offsets }, { re, im })
        offsets.forEach((one, e) => {
          const s = transitionsAt(scatterer, level, one)
          forChannels(scatterer, (row, column) => {
            const entry = (row * scatterer.levelCount * scatterer.modes + column) * 3 + e
            expect([re[entry], im[entry]]).toEqual([s(row, column).re, s(row, column).im])
          })
        })
      })
    })
  })
}

/**
 * What |S†S − 1| may be: 10⁻¹², or what the stated error δ of S's entries makes of unit columns, 2√channels·δ. Next to
 * a threshold whose level is hardly touched S turns within p ≈ mV, and V is known to rounding of all potentials.
 */
function largestResidual(scatterer: Scatterer, energies: EnergyBatch): number {
  const error = Math.max(0, ...(scatterer.estimatedErrors?.(energies) ?? []))
  return Math.max(1e-12, 2 * Math.sqrt(scatterer.levelCount * scatterer.modes) * error)
}

/** The model with H*; its eigenvectors are the conjugates of those of H, by the same convention of phases. */
function reversedSystem(model: GeneratedModel): System {
  const system = hamiltonianSystem(conjugated(model.h))
  return {
    ...model.system,
    hamiltonian: system.hamiltonian,
    eigenvectors: { ...model.system.eigenvectors, im: model.system.eigenvectors.im.map((y) => -y) },
  }
}

function forChannels(
  { levelCount: levels, modes }: Scatterer,
  visit: (row: number, column: number, k: number, l: number) => void,
): void {
  for (let row = 0; row < levels * modes; row++) {
    for (let column = 0; column < levels * modes; column++)
      visit(row, column, Math.floor(row / modes), Math.floor(column / modes))
  }
}

function reversalResidual(scatterer: Scatterer, reversed: Scatterer, level: number, offset: number): number {
  const s = transitionsAt(scatterer, level, offset)
  const r = transitionsAt(reversed, level, offset)
  const { modes, reversedModes } = scatterer
  const bar = (channel: number): number => channel - (channel % modes) + reversedModes[channel % modes]!
  let worst = 0
  forChannels(scatterer, (row, column) => {
    worst = Math.max(
      worst,
      modulus(minus(s(row, column), r(bar(column), bar(row)))) / Math.max(1, modulus(s(row, column))),
    )
  })
  return worst
}

/** Directions with weights that average smooth functions on the shell. */
function sphere(dimension: Dimension): { n: number[]; w: number }[] {
  if (dimension === 1)
    return [
      { n: [1], w: 0.5 },
      { n: [-1], w: 0.5 },
    ]
  if (dimension === 2)
    return Array.from({ length: 40 }, (_, i) => ({
      n: [Math.cos((i * Math.PI) / 20), Math.sin((i * Math.PI) / 20)],
      w: 1 / 40,
    }))
  const { z, w } = gaussLegendre(11)
  return z.flatMap((c, i) =>
    Array.from({ length: 20 }, (_, j) => {
      const r = Math.sqrt(1 - c * c)
      return { n: [r * Math.cos((j * Math.PI) / 10), r * Math.sin((j * Math.PI) / 10), c], w: w[i]! / 40 }
    }),
  )
}

function gaussLegendre(n: number): { z: number[]; w: number[] } {
  const z: number[] = []
  const w: number[] = []
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let step = 0; step < 50; step++) {
      let [p, q] = [1, 0]
      for (let j = 1; j <= n; j++) [p, q] = [((2 * j - 1) * x * p - (j - 1) * q) / j, p]
      slope = (n * (x * p - q)) / (x * x - 1)
      x -= p / slope
    }
    z.push(x)
    w.push(2 / ((1 - x * x) * slope * slope))
  }
  return { z, w }
}

function momentum({ mass, system: { levels } }: Scatterer, level: number, offset: number, k: number): number {
  return Math.sqrt(Math.max(0, 2 * mass * (offset + levels[level]! - levels[k]!)))
}

/** |t − t† + 2πi Σ n⟨t†t⟩| between two fixed directions and all levels, relative to the largest |t|. */
function opticalResidual(scatterer: Scatterer, level: number, offset: number): number {
  const shell = sphere(scatterer.dimension)
  const probes = shell.length > 2 ? [shell[1]!, shell[shell.length - 3]!] : shell
  const directions = [...probes, ...shell].map(({ n }) => n)
  const t = amplitudesAt(scatterer, level, offset, directions)
  const at = (k: number, d: number): number => k * directions.length + d
  let [worst, size] = [0, 1e-300]
  for (let k = 0; k < scatterer.levelCount; k++) {
    for (let l = 0; l < scatterer.levelCount; l++) {
      for (let a = 0; a < probes.length; a++) {
        for (let b = 0; b < probes.length; b++) {
          let sum: C = minus(t(at(k, a), at(l, b)), conjugate(t(at(l, b), at(k, a))))
          for (let j = 0; j < scatterer.levelCount; j++) {
            const p = momentum(scatterer, level, offset, j)
            if (p === 0) continue
            shell.forEach(({ w }, c) => {
              const i = at(j, probes.length + c)
              const product = times(conjugate(t(i, at(k, a))), t(i, at(l, b)))
              const scale = 2 * Math.PI * densityOfStates(scatterer.dimension, scatterer.mass, p) * w
              sum = { re: sum.re - scale * product.im, im: sum.im + scale * product.re }
            })
          }
          worst = Math.max(worst, modulus(sum))
          size = Math.max(size, modulus(t(at(k, a), at(l, b))))
        }
      }
    }
  }
  return worst / size
}

function contractionResidual(scatterer: Scatterer, level: number, offset: number): number {
  const shell = sphere(scatterer.dimension)
  const t = amplitudesAt(
    scatterer,
    level,
    offset,
    shell.map(({ n }) => n),
  )
  const s = transitionsAt(scatterer, level, offset)
  const { levelCount: levels, modes, dimension, mass } = scatterer
  let worst = 0
  for (let k = 0; k < levels; k++) {
    for (let l = 0; l < levels; l++) {
      let byModes = 0
      for (let a = 0; a < modes; a++)
        for (let b = 0; b < modes; b++) byModes += modulus(s(k * modes + a, l * modes + b)) ** 2
      let average = 0
      shell.forEach((x, a) => {
        shell.forEach((y, b) => {
          average += x.w * y.w * modulus(t(k * shell.length + a, l * shell.length + b)) ** 2
        })
      })
      const [p, q] = [momentum(scatterer, level, offset, k), momentum(scatterer, level, offset, l)]
      const byDirections =
        p > 0 && q > 0
          ? (2 * Math.PI) ** 2 * densityOfStates(dimension, mass, p) * densityOfStates(dimension, mass, q) * average
          : 0
      worst = Math.max(worst, Math.abs(byModes - byDirections) / Math.max(byModes, 1e-3))
    }
  }
  return worst
}
