import fc from 'fast-check'
import { DOMParser } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../src/report/html.js'
import { measured } from '../../src/tell/measured.js'
import { resultsText } from '../../src/report/text.js'
import { outcomeCounts, outcomeOf, sweepVerdict } from '../../src/tell/verdict.js'
import type { StudyResults, SweepPoint, Verdict } from '../../src/study/results.js'
import { degenerate, manyLevels, sweepThrough, threeLevels, undecidedAt } from '../figures/samples.js'

const html = (results: StudyResults): string => reportHtml({ results, studyText: '', figureSvg: '<svg></svg>' })
const text = (results: StudyResults): string =>
  (
    new DOMParser().parseFromString(html(results), 'text/html') as unknown as { body: { textContent: string } }
  ).body.textContent.replace(/\s+/g, ' ')

function pointAt(i: number, holds: Verdict, logRatio: number): SweepPoint {
  const { detailedBalance: balance } = threeLevels
  return {
    ...threeLevels,
    set: { flux: i },
    detailedBalance: {
      ...balance,
      holds,
      worst: { pair: [1, 0], logRatio, logRatioError: 1e-9 },
      undecided: holds === null ? [[2, 0]] : [],
      explanation: `Reason number ${i}.`,
    },
  }
}

const sweeps = fc
  .array(
    fc.record({
      holds: fc.constantFrom(true, false, null),
      logRatio: fc.integer({ min: -500, max: 500 }).map((n) => n / 100 + 0.001),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((list) => list.map(({ holds, logRatio }, i) => pointAt(i, holds, logRatio)))

describe('the verdict on a sweep', () => {
  it('counts the points of each outcome and is told by the worst of them', () => {
    fc.assert(
      fc.property(sweeps, (points) => {
        const {
          outcome,
          sentences: [count = ''],
        } = sweepVerdict(points)
        const outcomes = points.map(({ detailedBalance }) => outcomeOf(detailedBalance.holds))
        expect(outcome).toBe((['broken', 'undecided', 'holds'] as const).find((one) => outcomes.includes(one)))
        const said = {
          broken: /broken at (all )?(\d+)/,
          undecided: /undecided at (all )?(\d+)/,
          holds: /holds at (all )?(\d+)/,
        }
        for (const one of ['broken', 'undecided', 'holds'] as const) {
          expect(Number(said[one].exec(count)?.[2] ?? 0)).toBe(outcomes.filter((other) => other === one).length)
        }
      }),
    )
  })

  it('quotes the broken point with the largest |ln I|, and its reason, whatever the others are', () => {
    fc.assert(
      fc.property(sweeps, (points) => {
        const broken = points.filter(({ detailedBalance: { holds } }) => holds === false)
        const size = ({ detailedBalance: { worst } }: SweepPoint) => Math.abs(worst!.logRatio)
        const largest = Math.max(...broken.map(size)),
          farthest = broken.find((point) => size(point) === largest)
        const {
          sentences: [count = '', reason = ''],
        } = sweepVerdict(points)
        if (farthest === undefined) expect(count).not.toContain('farthest')
        else {
          const {
            set,
            detailedBalance: { worst, explanation },
          } = farthest
          expect(count).toContain(
            `farthest at flux = ${set['flux']} with ln I(0,−) = ${measured(worst!.logRatio, 1e-9, 4)}`,
          )
          expect(reason).toBe(`At that point: ${explanation}`)
        }
      }),
    )
  })

  it('says where it holds why at the first point only, unless the reason is the same everywhere', () => {
    expect(sweepVerdict([pointAt(0, true, 1e-13), pointAt(1, true, 1e-12)]).sentences).toEqual([
      'Detailed balance holds at all 2 points.',
      'At the first point: Reason number 0.',
    ])
    const same = [pointAt(0, true, 1e-13), { ...pointAt(0, true, 1e-12), set: { flux: 1 } }]
    expect(sweepVerdict(same).sentences[1]).toBe('Reason number 0.')
  })

  it('names undecided points with their pairs', () => {
    const { outcome, sentences } = sweepVerdict([pointAt(0, true, 1e-13), pointAt(1, null, 0.2)])
    expect(outcome).toBe('undecided')
    expect(sentences).toEqual([
      'Detailed balance is undecided at 1 of 2 points; it holds at 1.',
      'At flux = 1: Reason number 1.',
      'Undecided: I(+,−) at flux = 1.',
    ])
  })

  it('makes no claim of distance where some broken point has no Gibbs state', () => {
    const {
      sentences: [count],
    } = sweepVerdict([pointAt(0, false, 0.4), { ...pointAt(1, false, 0.6), beta: null }])
    expect(count).toBe('Detailed balance is broken at all 2 points.')
  })
})

describe('the same verdict stands in table and page', () => {
  const cases: readonly (readonly [string, StudyResults, string])[] = [
    [
      'an undecided point',
      undecidedAt(threeLevels, [
        [0, 1],
        [2, 0],
      ]),
      'undecided',
    ],
    [
      'an undecided point with equal levels',
      undecidedAt(degenerate(manyLevels(4), [[0, 1], [2], [3]]), [[0, 2]]),
      'undecided',
    ],
    [
      'a mixed sweep',
      sweepThrough([pointAt(0, true, 1e-12), pointAt(1, null, 3), pointAt(2, false, -0.4), pointAt(3, false, 0.3)]),
      'broken',
    ],
    ['a sweep that is nowhere broken', sweepThrough([pointAt(0, true, 1e-12), pointAt(1, null, 3)]), 'undecided'],
  ]

  it.each(cases)('of %s', (_, results, outcome) => {
    const sentences =
      'points' in results
        ? sweepVerdict(results.points).sentences
        : [
            results.detailedBalance.explanation,
            `The error bars decide nothing about ` +
              `${results.groups.length === 3 && results.levels.length === 4 ? 'I(3,{0,1})' : 'I(0,−), I(+,−)'}.`,
          ]
    const table = resultsText(results).replace(/\s+/g, ' ')
    for (const sentence of sentences) {
      expect(table).toContain(sentence)
      expect(
        text(results)
          .replaceAll('·10⁻', 'e-')
          .replace(/[⁰¹²³⁴-⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))
          .replaceAll('= −', '= -'),
      ).toContain(sentence)
    }
    expect(html(results)).toContain(`<div class="verdict ${outcome}">`)
  })

  it('in a colour of its own: undecided is neither good nor bad', () => {
    const colour = (results: StudyResults): string =>
      /\u001b\[(\d+)m(?:Whether|Detailed|Reason)/.exec(resultsText(results, { color: true }))![1]!
    const [holds, broken, open] = [pointAt(0, true, 0), pointAt(0, false, 1), undecidedAt(threeLevels, [[1, 0]])].map(
      colour,
    )
    expect(new Set([holds, broken, open]).size).toBe(3)
  })

  it('and is counted once for both', () => {
    expect(
      outcomeCounts([pointAt(0, true, 0), pointAt(1, null, 0), pointAt(2, null, 0), pointAt(3, false, 1)]),
    ).toEqual({ holds: 1, undecided: 2, broken: 1 })
  })
})
