import { beforeAll, describe, expect, it } from 'vitest'
import { drawPrecision } from '../../src/demos/precision/drawPrecision.js'
import { precisionStudy } from '../../src/demos/precision/precisionStudy.js'
import { nodeDocument } from '../../src/node/document.js'
import { precisionCurves } from '../../src/demos/precision/precisionCurves.js'
import { readStudy, runStudy, type SweepResults } from '../../src/study/index.js'
import { fig1, threeLevels } from './samples.js'
import { expectTextsWhole, readDrawing } from './textBoxes.js'

const study = readStudy(precisionStudy, { file: 'precision', set: ['sweep.0.points=12'] })
let results: SweepResults
let svg: string
beforeAll(async () => {
  results = (await runStudy(study)) as SweepResults
  svg = await drawPrecision(results, await nodeDocument(), { study: study.config })
})

describe('the figure precision', () => {
  it('shows 2J²/D below σ_Schnakenberg, and above σ, which vanishes', () => {
    const { schnakenberg, precision, entropy, tightness } = precisionCurves(results.points, ({ beta }) => beta!)
    schnakenberg.forEach(({ y }, i) => {
      expect(precision[i]!.y).toBeLessThan(y)
      expect(tightness[i]!.y).toBeGreaterThan(0.9)
      expect(Math.abs(entropy[i]!.y)).toBeLessThan(1e-10 * precision[i]!.y)
    })
  })

  it('draws every text once and whole: inside the sheet, none over another', () => {
    expectTextsWhole(svg)
    expect(svg).not.toMatch(/NaN|Infinity/)
  })

  it('says in its caption what fails and what holds', () => {
    const caption = readDrawing(svg)
      .texts.map(({ text }) => text)
      .join(' ')
    expect(caption).toContain('2J²/D is larger than σ. It stays below σSchnakenberg')
    expect(caption).toContain('ΔE = E0 − E− = 0.5.')
    expect(caption).toContain('V = (1, 0.7, 1.5)')
  })

  it('refuses results that were not counted, and has a sheet for a single point', async () => {
    await expect(drawPrecision(fig1, await nodeDocument())).rejects.toThrow('report: [counting]')
    expect(await drawPrecision(threeLevels, await nodeDocument())).toContain('Matrix of ln I(k,l)')
  })
})
