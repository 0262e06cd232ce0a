import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStudy, runStudy, type PointResults } from '../../src/study/index.js'

const names = ['hermitian', 'symmetric', 'timeReversal', 'timeReversalParity'] as const

test('no symmetry is said to hold where detailed balance is broken, however strong the dots', async () => {
  const strengths = fc
    .tuple(
      fc.integer({ min: 0, max: 8 }),
      fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }),
    )
    .map(([power, dots]) => dots.map((v) => v * 10 ** power))
  await fc.assert(
    fc.asyncProperty(strengths, async (dots) => {
      const study = {
        system: { ring: { sites: 3, tunneling: -0.3, flux: 0.75 } },
        gas: { dimension: 1, mass: 1, density: 0.05, beta: 2 },
        interaction: { contact: { strengths: dots } },
      }
      const { detailedBalance } = (await runStudy(readStudy(JSON.stringify(study), { file: 'a.json' }))) as PointResults
      if (detailedBalance.holds !== false) return
      expect(names.filter((name) => detailedBalance.symmetries[name].verdict)).toEqual([])
    }),
    { examples: [[[1e5, 0.7e5, 1.5e5]]], numRuns: 20 },
  )
})
