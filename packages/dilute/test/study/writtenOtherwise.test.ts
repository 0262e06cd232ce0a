import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evolveStudy, readStudy, runStudy, type EvolveResults } from '../../src/study/index.js'
import { expectAlike, measured, type Numbers } from '../support/measuredNumbers.js'
import { around, hermitian, type Matrix } from '../support/models.js'
import { patience, runs } from '../support/runs.js'

/** One thing, and how it is written: sites with strengths and places, H in the basis of the sites. */
interface Written {
  readonly h: Matrix
  readonly strengths: readonly number[]
  readonly places: readonly (readonly number[])[]
  readonly site: number
}

type Gases = (written: Written, beta: number) => object

const gas = (beta: number, dimension = 1, mass = 1): object => ({ dimension, mass, density: 0.1, beta })
const onLine = ({ places }: Written): number[] => places.map(([x]) => x!)

const kinds: Record<string, Gases> = {
  'at a point': ({ strengths }, beta) => ({ gas: gas(beta), interaction: { contact: { strengths } } }),
  'apart on a line': (written, beta) => ({
    gas: gas(beta),
    interaction: { contact: { strengths: written.strengths, positions: onLine(written) } },
  }),
  'apart in the plane': ({ strengths, places }, beta) => ({
    gas: gas(beta, 2),
    interaction: {
      contact: { scatteringLengths: strengths.map(Math.abs), positions: places.map((r) => r.slice(0, 2)) },
    },
  }),
  'apart in space': ({ strengths, places }, beta) => ({
    gas: gas(beta, 3, 0.7),
    interaction: { contact: { scatteringLengths: strengths, positions: places } },
  }),
  'in two gases': (written, beta) => ({
    baths: [
      { name: 'cold', gas: gas(beta), interaction: { contact: { strengths: written.strengths } } },
      {
        name: 'hot',
        gas: gas(beta / 3, 1, 2),
        interaction: { contact: { strengths: written.strengths.map((v) => v / 2 + 0.1), positions: onLine(written) } },
      },
    ],
  }),
}

const strength = around(0.1, 2).chain((v) => fc.constantFrom(v, v, -v))

const models: fc.Arbitrary<Written & { readonly beta: number }> = fc.integer({ min: 2, max: 4 }).chain((n) =>
  fc.record({
    h: hermitian(n),
    strengths: fc.array(strength, { minLength: n, maxLength: n }),
    places: fc.array(fc.array(around(-1, 1), { minLength: 3, maxLength: 3 }), { minLength: n, maxLength: n }),
    site: fc.nat(n - 1),
    beta: fc.constantFrom(0.3, 1, 5),
  }),
)

type Rewriting = (written: Written, seed: number) => Written

const rewritings: Record<string, Rewriting> = {
  'the order of the sites': ({ h, strengths, places, site }, seed) => {
    const order = strengths.map((_, i) => i).toSorted((a, b) => Math.sin(a * seed + a) - Math.sin(b * seed + b))
    return {
      h: order.map((i) => order.map((j) => h[i]![j]!)),
      strengths: order.map((i) => strengths[i]!),
      places: order.map((i) => places[i]!),
      site: order.indexOf(site),
    }
  },
  'the phases of the sites': ({ h, ...rest }, seed) => ({
    ...rest,
    h: h.map((row, i) =>
      row.map(([re, im], j) => {
        if (i === j) return [re, 0]
        const [cos, sin] = [Math.cos(seed * (i - j)), Math.sin(seed * (i - j))]
        return i < j ? [re * cos - im * sin, re * sin + im * cos] : [re * cos - im * sin, im * cos + re * sin]
      }),
    ),
  }),
  'the place of everything': ({ places, ...rest }, seed) => ({
    ...rest,
    places: places.map((r) => r.map((x, c) => x + ((seed + c) % 7) / 3)),
  }),
  'right and left': ({ places, ...rest }) => ({ ...rest, places: places.map(([x, y, z]) => [-x!, y!, z!]) }),
}

const studyOf = ({ h, site, ...written }: Written, gases: Gases, beta: number): object => ({
  system: { hamiltonian: h },
  ...gases({ h, site, ...written }, beta),
  report: ['counting'],
  initial: { site },
})

const read = (study: object) => readStudy(JSON.stringify(study), { file: 'study.json' })
const numbersOf = async (study: object): Promise<Numbers> => measured(await runStudy(read(study)))

describe.each(Object.keys(kinds))('%s', (kind) => {
  test.each(Object.keys(rewritings))(
    '%s changes no number by more than both bars',
    async (rewriting) => {
      await fc.assert(
        fc.asyncProperty(models, fc.nat(1000), async ({ beta, ...written }, seed) => {
          const [one, other] = [written, rewritings[rewriting]!(written, seed)]
          expectAlike(
            await numbersOf(studyOf(one, kinds[kind]!, beta)),
            await numbersOf(studyOf(other, kinds[kind]!, beta)),
            (bar, barOfOther) => bar + barOfOther,
          )
        }),
        { ...runs(5), endOnFailure: true },
      )
    },
    patience(60),
  )
})

test.each(['apart in the plane', 'apart in space'])(
  '%s the directions of the axes change no number by more than both bars',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(models, around(0.1, 3), async ({ beta, ...written }, angle) => {
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
        const turned = written.places.map(([x, y, z]) => [cos * x! - sin * y!, sin * x! + cos * y!, z!])
        const [one, other] = await Promise.all(
          [written, { ...written, places: turned }].map((each) => numbersOf(studyOf(each, kinds[kind]!, beta))),
        )
        expectAlike(one!, other!, (bar, barOfOther) => bar + barOfOther)
      }),
      { ...runs(5), endOnFailure: true },
    )
  },
  patience(60),
)

/** What does not depend on the phases of the levels. */
const curves = ({ populations, entropy, entropyProduction, heatCurrents }: EvolveResults): (number | null)[] => [
  ...populations.flat(),
  ...entropy,
  ...entropyProduction,
  ...Object.values(heatCurrents).flat(),
]

test.each(Object.keys(rewritings))(
  '%s changes no evolution',
  async (rewriting) => {
    await fc.assert(
      fc.asyncProperty(
        models,
        fc.nat(1000),
        fc.constantFrom(...Object.keys(kinds)),
        async ({ beta, ...written }, seed, kind) => {
          const [one, other] = await Promise.all(
            [written, rewritings[rewriting]!(written, seed)].map(async (each) =>
              curves(await evolveStudy(read(studyOf(each, kinds[kind]!, beta)), [0, 0.3, 4, 100])),
            ),
          )
          one!.forEach((value, i) => {
            if (value === null) expect(other![i]).toBeNull()
            else expect(Math.abs(value - other![i]!)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)))
          })
        },
      ),
      { ...runs(8), endOnFailure: true },
    )
  },
  patience(60),
)
