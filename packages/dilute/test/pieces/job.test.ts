import { expect, test } from 'vitest'
import { jobOf, mostWholePoints } from '../../src/pieces/piece.js'
import { readStudy } from '../../src/study/index.js'

const study = (record: readonly string[]) =>
  readStudy(
    JSON.stringify({
      system: { ring: { sites: 3, tunneling: -0.5, flux: 0.1 } },
      gas: { dimension: 1, mass: 1, density: 1, beta: 1 },
      interaction: { contact: { strengths: [1, 0.7, 1.5] } },
      sweep: [{ set: 'gas.beta', from: 1, to: 2, points: 3 }],
      ...(record.length === 0 ? {} : { record }),
    }),
    { file: 'study.json' },
  )

test.each([
  ['few points, nothing recorded', [], mostWholePoints, false, true],
  ['more', [], mostWholePoints + 1, false, false],
  ['more, all of them wanted', [], mostWholePoints + 1, true, true],
  ['a quantity recorded', ['gap'], 3, false, false],
  ['a quantity recorded, all points wanted', ['gap'], 3, true, false],
] as const)('points are kept whole: %s', (_, record, points, all, whole) => {
  expect(jobOf(study(record), points, all).whole).toBe(whole)
})
