import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dimension } from '../../src/model/index.js'
import { complexBatch, contactScatterer } from '../../src/scattering/index.js'
import { collisionTable } from '../../src/generator/index.js'
import { AmplitudeReader, plainEnergies } from '../../src/generator/amplitudeReader.js'
import { amplitudeTableSteps, type Element } from '../../src/generator/amplitudeTable.js'
import { finish } from '../../src/numerics/index.js'
import { around, models } from '../support/models.js'

describe.each([1, 2, 3] as Dimension[])('the amplitude table in %i dimensions', (dimension) => {
  test('reads the amplitudes that the solver gives, at any kinetic energy, zero where a channel is closed', () => {
    fc.assert(
      fc.property(
        models(dimension),
        around(0.4, 3),
        fc.array(around(0.01, 4), { minLength: 3, maxLength: 3 }),
        (model, beta, energies) => {
          const scatterer = contactScatterer(model)
          const { levelCount: levels, shellFunctions: shell } = scatterer
          const elements = Array.from({ length: levels ** 2 }, (_, e): Element => [Math.floor(e / levels), e % levels])
          const table = finish(amplitudeTableSteps(collisionTable(scatterer, { betas: [beta] }), elements))
          const m = table.layout.functions
          for (let l = 0; l < levels; l++) {
            const reader = new AmplitudeReader(
              table,
              l,
              Array.from({ length: levels }, (_, k) => k * levels + l),
            )
            const kinetic = Float64Array.from(energies)
            const [re, im] = [new Float64Array(levels * m * m * 3), new Float64Array(levels * m * m * 3)]
            // one energy at a time: a reading has no threshold between its energies
            energies.forEach((energy, e) => {
              const [x, y] = [new Float64Array(levels * m * m), new Float64Array(levels * m * m)]
              reader.fill(plainEnergies(Float64Array.of(energy)), x, y)
              x.forEach((value, entry) => {
                ;[re[entry * 3 + e], im[entry * 3 + e]] = [value, y[entry]!]
              })
            })
            const exact = complexBatch(levels * m, 3)
            ;(shell ?? scatterer).transitions({ level: l, offsets: kinetic }, exact)
            const scale = Math.max(...exact.re.map(Math.abs), ...exact.im.map(Math.abs))
            for (let k = 0; k < levels; k++) {
              for (let pair = 0; pair < m * m; pair++) {
                for (let e = 0; e < 3; e++) {
                  const from = ((k * m + Math.floor(pair / m)) * levels * m + l * m + (pair % m)) * 3 + e
                  const at = (k * m * m + pair) * 3 + e
                  // both are zero where every strength is
                  const off = Math.hypot(re[at]! - exact.re[from]!, im[at]! - exact.im[from]!)
                  expect(off).toBeLessThanOrEqual(1e-9 * scale)
                }
              }
            }
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  test('shell functions say the same as the modes: S − 1 = C^½ X C^½', () => {
    fc.assert(
      fc.property(models(dimension), around(0.05, 3), (model, kinetic) => {
        const scatterer = contactScatterer(model)
        fc.pre(scatterer.shellFunctions !== undefined)
        const { shellFunctions: shell, levelCount: levels, modes } = scatterer
        const m = shell.functions
        const energies = { level: levels - 1, offsets: Float64Array.of(kinetic) }
        const [s, x] = [complexBatch(levels * modes, 1), complexBatch(levels * m, 1)]
        scatterer.transitions(energies, s)
        shell.transitions(energies, x)
        const overlapAt = (k: number): Float64Array => {
          const out = Float64Array.from({ length: m * m }, (_, e) => (e % (m + 1) === 0 ? 1 : 0))
          shell.overlap?.(
            Math.sqrt(2 * model.mass * (kinetic + (model.system.levels[levels - 1]! - model.system.levels[k]!))),
            out,
          )
          return out
        }
        const scale = Math.max(...s.re.map(Math.abs), ...s.im.map(Math.abs))
        for (let k = 0; k < levels; k++) {
          for (let l = 0; l < levels; l++) {
            // Σ_modes |S − 1|² = Tr[C(p′) X C(p) X†]
            let [sum, dressed] = [0, 0]
            for (let a = 0; a < modes; a++)
              for (let b = 0; b < modes; b++) {
                const at = (k * modes + a) * levels * modes + l * modes + b
                sum += s.re[at]! ** 2 + s.im[at]! ** 2
              }
            const [after, before] = [overlapAt(k), overlapAt(l)]
            const at = (a: number, b: number): number => (k * m + a) * levels * m + l * m + b
            for (let a = 0; a < m; a++)
              for (let b = 0; b < m; b++)
                for (let c = 0; c < m; c++)
                  for (let d = 0; d < m; d++) {
                    dressed +=
                      after[a * m + b]! *
                      before[c * m + d]! *
                      (x.re[at(b, c)]! * x.re[at(a, d)]! + x.im[at(b, c)]! * x.im[at(a, d)]!)
                  }
            expect(Math.abs(sum - dressed)).toBeLessThanOrEqual(1e-10 * scale ** 2)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})
