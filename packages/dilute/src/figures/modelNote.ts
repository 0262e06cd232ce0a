/** What a study holds fixed, for the small print of its figures. */
import { typographicBrief } from '../tell/numbers.js'
import { joinedTexts } from '../tell/text.js'
import { unitOf, type Units } from '../tell/units.js'
import { italic, sub, upright, type RichText } from './drawing/richText.js'
import type { FigureGas, FigureInteraction, FigureStudy } from './figureOptions.js'

/** Gases and sites beyond these are left to the study. */
const mostGases = 4
const mostEntries = 8

/**
 * `d = 1, m = 1, ν = 1, V = (1, 0.7, 1.5)`, several gases by name: `hot: β = 0.5; cold: β = 2`. What is swept is left
 * out; a swept entry of a list shows its symbol. Empty without a study.
 */
export function modelNote(study: FigureStudy | undefined, swept: readonly string[], units?: Units): RichText {
  const { gas, interaction, baths = [], scales } = study ?? {}
  const print: Print = { swept: byNumber(swept, baths), units, massScale: scales?.mass }
  if (baths.length === 0) return joinedTexts(parts({ gas, interaction, path: '' }, print), ', ')
  const each = baths
    .slice(0, mostGases)
    .map(({ name, ...bath }, b): RichText => [
      upright(`${name}: `),
      ...joinedTexts(parts({ ...bath, path: `baths.${b}.` }, print), ', '),
    ])
  const more = baths.length > mostGases ? [`and ${baths.length - mostGases} more gases`] : []
  return [upright('Gases '), ...joinedTexts([...each, ...more], '; ')]
}

/** How the parts are told. */
interface Print {
  /** Paths with the gases by their numbers. */
  readonly swept: readonly string[]
  readonly units: Units | undefined
  readonly massScale: number | undefined
}

/** Paths to a gas by its name as paths to it by its number. */
function byNumber(paths: readonly string[], baths: readonly { readonly name: string }[]): string[] {
  return paths.map((path) => {
    const [, name, rest] = /^baths\.([^.]+)\.(.*)$/.exec(path) ?? []
    const place = baths.findIndex((bath) => bath.name === name)
    return place < 0 ? path : `baths.${place}.${rest}`
  })
}

interface Bath {
  readonly gas?: FigureGas | undefined
  readonly interaction?: FigureInteraction | undefined
  /** Where it stands in the study. */
  readonly path: string
}

/** Every equation of one gas. */
function parts({ gas, interaction, path }: Bath, print: Print): RichText[] {
  const { swept, units } = print
  const numbers = [
    ['dimension', 'd', gas?.dimension, null],
    ['mass', 'm', ...massOf(gas, print)],
    ['density', 'ν', gas?.density, perVolume(units, gas?.dimension)],
    ['beta', 'β', gas?.beta, unitOf(units, 'inverse energy')],
  ] as const
  return [
    ...numbers.flatMap(([name, symbol, value, unit]) =>
      value === undefined || isSwept(`${path}gas.`, name, swept)
        ? []
        : [equation(symbol, [upright(typographicBrief(value))], unit)],
    ),
    ...moversText(gas, path, print),
    ...contactText(interaction, path, print),
  ]
}

/** A mass in the study's own unit; none where that unit has a name and its scale is not known. */
function massOf(gas: FigureGas | undefined, { units, massScale }: Print): [mass: number | undefined, string | null] {
  if (units?.mass !== undefined)
    return massScale === undefined || gas === undefined ? [undefined, null] : [gas.mass / massScale, units.mass]
  const { energy, length } = units ?? {}
  return [gas?.mass, energy === undefined || length === undefined ? null : `ħ²/(${energy}\u00a0${length}²)`]
}

/** `β_right = 0.5` and the like. */
function moversText(gas: FigureGas | undefined, path: string, { swept, units }: Print): RichText[] {
  return (['right', 'left'] as const).flatMap((way) => {
    const movers = gas?.[way]
    if (movers === undefined) return []
    const quantities = [
      ['density', 'ν', movers.density, perVolume(units, 1)],
      ['beta', 'β', movers.beta, unitOf(units, 'inverse energy')],
    ] as const
    return quantities
      .filter(([name]) => !isSwept(`${path}gas.${way}.`, name, swept))
      .map(([, symbol, value, unit]) => equation(symbol, [upright(typographicBrief(value))], unit, way))
  })
}

/** The strengths of contacts, and their places where they are not all at one. */
function contactText(interaction: FigureInteraction | undefined, path: string, { swept, units }: Print): RichText[] {
  const { strengths, scatteringLengths, positions } = interaction?.contact ?? {}
  const places = `${path}interaction.contact.positions`
  const areApart = new Set(positions?.map(String)).size > 1 || swept.some((one) => one.startsWith(`${places}.`))
  const lists = [
    ['strengths', 'V', strengths, energyTimesLength(units)],
    ['scatteringLengths', 'a', scatteringLengths, unitOf(units, 'length')],
    ['positions', 'q', areApart ? positions : undefined, unitOf(units, 'length')],
  ] as const
  return lists.flatMap(([name, symbol, values, unit]) =>
    values === undefined
      ? []
      : [equation(symbol, listText(values, { path: `${path}interaction.contact.${name}`, symbol, swept }), unit)],
  )
}

/** A temperature is swept as itself or as β. */
function isSwept(place: string, name: string, swept: readonly string[]): boolean {
  return swept.includes(place + name) || (name === 'beta' && swept.includes(`${place}temperature`))
}

function perVolume(units: Units | undefined, dimension = 3): string | null {
  return unitOf(units && { ...units, dimension }, 'density')
}

function energyTimesLength({ energy, length }: Units = {}): string | null {
  return energy === undefined || length === undefined ? null : `${energy}\u00a0${length}`
}

function equation(symbol: string, value: RichText, unit: string | null, which?: string): RichText {
  return [
    italic(symbol),
    ...(which === undefined ? [] : [sub(which)]),
    upright('\u00a0=\u00a0'),
    ...value,
    ...(unit === null ? [] : [upright(`\u00a0${unit}`)]),
  ]
}

interface ListPlace {
  readonly path: string
  readonly symbol: string
  readonly swept: readonly string[]
}

/** `(1, V₁, 1.5)`, the first of long lists; a vector of which a part is swept shows the symbol of its site. */
function listText(values: readonly (number | readonly number[])[], { path, symbol, swept }: ListPlace): RichText {
  const entries = values.slice(0, mostEntries).map((value, i): RichText => {
    const own = `${path}.${i}`
    return swept.some((one) => one === own || one.startsWith(`${own}.`))
      ? [italic(symbol), sub(String(i))]
      : [upright(entryText(value))]
  })
  return [upright('('), ...joinedTexts(entries, ', '), upright(values.length > mostEntries ? ', …)' : ')')]
}

function entryText(value: number | readonly number[]): string {
  return typeof value === 'number'
    ? typographicBrief(value)
    : `(${value.map((one) => typographicBrief(one)).join(', ')})`
}
