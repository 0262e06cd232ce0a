import { describe, expect, test } from 'vitest'
import { pointStudy, pointStudyJson } from '../../src/pictures/pointStudy.js'
import { planOf, pointAt } from '../../src/study/read/plan.js'
import { readStudy } from '../../src/study/read/read.js'
import type { StudyConfig } from '../../src/study/declare/study.js'

const commented = `# rings
title: "a ring"   # ours
units: { energy: meV, length: nm, mass: u, temperature: K }
system: { ring: { sites: 3, tunneling: -0.28, flux: 3/4 } }
gas:
  dimension: 1
  mass: "4 u"          # helium
  density: 1e-2
  temperature: "4 K"   # cold
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
# what is varied
sweep:
  - { set: gas.temperature, from: 1/3, to: 8, points: 5 }
  - { set: interaction.contact.positions.1, values: [0.1, 0.2] }
record: [violation]
`
const aliased = `
system: { ring: { sites: 3, tunneling: -0.28, flux: 0.2 } }
baths:
  - { name: hot, gas: &gas { dimension: 1, mass: 1, density: 1, beta: 1 }, interaction: &dots { contact: { strengths: [1, 0.7, 1.5] } } }
  - { name: cold, gas: { <<: *gas, beta: 2 }, interaction: *dots }
sweep: [{ set: baths.hot.gas.beta, values: [0.3, 0.4] }, { set: baths.cold.interaction.contact.strengths.0, values: [2, 3] }]
`

/** The configuration of a study without the sweep. */
const configOf = (text: string): StudyConfig => readStudy(text, { file: 'p.yaml' }).config

describe('the study of a point', () => {
  test.each([
    ['with comments, units and a list that is left out', commented, []],
    ['with values set from outside', commented, ['system.ring.flux=1/3', 'initial.site=0', 'title=null']],
    ['with aliases', aliased, []],
    [
      'with one gas for two baths, of which one is varied',
      aliased.replace('gas: { <<: *gas, beta: 2 }', 'gas: *gas').replace(/, { set: baths.cold.*}/, ''),
      [],
    ],
    [
      'as JSON',
      JSON.stringify({
        system: { ring: { sites: 3, tunneling: -0.28, flux: 0.2 } },
        gas: { dimension: 1, mass: 1, density: 1, beta: 1 },
        interaction: { contact: { strengths: [1, 0.7, 1.5] } },
        sweep: [{ set: 'gas.beta', from: 0.1, to: 0.7, points: 7 }],
      }),
      [],
    ],
  ])('%s is that of the plan to the last bit', async (_, text, set) => {
    const plan = planOf(readStudy(text, { file: 's.yaml', set }))
    for (let index = 0; index < plan.points; index++) {
      const { config } = pointAt(plan, index)
      expect(configOf(await pointStudy(plan, index, 'remark'))).toEqual(config)
      expect(configOf(await pointStudyJson(plan, index))).toEqual(config)
    }
  })

  test('keeps comments, and has no sweep', async () => {
    const text = await pointStudy(planOf(readStudy(commented, { file: 's.yaml' })), 4, 'where it is largest')
    for (const kept of ['# where it is largest', '# rings', '# ours', '# helium', '# cold', 'flux: 3/4'])
      expect(text).toContain(kept)
    expect(text).not.toContain('sweep')
  })
})
