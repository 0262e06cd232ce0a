/** What a study holds fixed, for the small print of its figures. */
import { joinedTexts } from '../tell/text.js'
import { unitOf, type Units } from '../tell/units.js'
import { italic, sub, upright, type RichText } from './drawing/richText.js'
import type { FigureGas, FigureInteraction, FigureStudy } from './figureOptions.js'
import { parameterSymbol } from '../tell/parameter.js'

/** Gases and sites beyond these are left to the study. */
const mostGases = 4
const mostEntries = 8

/**
 * `d = 1, m = 1, ν = 1, V = (1, 0.7, 1.5)`, several gases by name: `hot: β = 0.5; cold: β = 2`. What is swept is left
 * out; a swept entry of a list shows its symbol. Empty without a study.
 */
export function modelNote(study: FigureStudy | undefined, swept: readonly string[], units?: Units): RichText {
  const { gas, interaction, baths = [] } = study ?? {}
  if (baths.length === 0) return joinedTexts(parts({ gas, interaction, path: '' }, swept, units), ', ')
  const each = baths
    .slice(0, mostGases)
    .map(({ name, ...bath }, b): RichText => [
      upright(`${name}: `),
      ...joinedTexts(parts({ ...bath, path: `baths.${b}.` }, swept, units), ', '),
    ])
  const more = baths.length > mostGases ? [`and ${baths.length - mostGases} more gases`] : []
  return [upright('Gases '), ...joinedTexts([...each, ...more], '; ')]
}

interface Bath {
  readonly gas?: FigureGas | undefined
  readonly interaction?: FigureInteraction | undefined
  /** Where it stands in the study. */
  readonly path: string
}

/**
 * Every equation of one gas. Masses keep to their own units, which a study in units need not share with the results.
 */
function parts({ gas, interaction, path }: Bath, swept: readonly string[], units: Units | undefined): RichText[] {
  const numbers = [
    ['dimension', 'd', gas?.dimension, null],
    ['mass', 'm', units === undefined ? gas?.mass : undefined, null],
    ['density', 'ν', gas?.density, perVolume(units, gas?.dimension)],
    ['beta', 'β', gas?.beta, unitOf(units, 'inverse energy')],
  ] as const
  const { strengths, scatteringLengths } = interaction?.contact ?? {}
  const lists = [
    ['strengths', 'V', strengths, energyTimesLength(units)],
    ['scatteringLengths', 'a', scatteringLengths, unitOf(units, 'length')],
  ] as const
  return [
    ...numbers.flatMap(([name, symbol, value, unit]) =>
      value === undefined || isSwept(`${path}gas.`, name, swept)
        ? []
        : [equation(symbol, [upright(signed(value))], unit)],
    ),
    ...moversText(gas, path, swept, units),
    ...lists.flatMap(([name, symbol, values, unit]) =>
      values === undefined
        ? []
        : [equation(symbol, listText(values, `${path}interaction.contact.${name}`, swept), unit)],
    ),
  ]
}

/** `β_right = 0.5` and the like. */
function moversText(
  gas: FigureGas | undefined,
  path: string,
  swept: readonly string[],
  units: Units | undefined,
): RichText[] {
  return (['right', 'left'] as const).flatMap((way) => {
    const movers = gas?.[way]
    if (movers === undefined) return []
    const quantities = [
      ['density', 'ν', movers.density, perVolume(units, 1)],
      ['beta', 'β', movers.beta, unitOf(units, 'inverse energy')],
    ] as const
    return quantities
      .filter(([name]) => !isSwept(`${path}gas.${way}.`, name, swept))
      .map(([, symbol, value, unit]) => equation(symbol, [upright(signed(value))], unit, way))
  })
}

/** A temperature is swept as itself or as β. */
function isSwept(place: string, name: string, swept: readonly string[]): boolean {
  return swept.includes(place + name) || (name === 'beta' && swept.includes(`${place}temperature`))
}

function perVolume({ length }: Units = {}, dimension = 3): string | null {
  return length === undefined ? null : `1/${length}${['', '²', '³'][dimension - 1] ?? ''}`
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

/** `(1, V₁, 1.5)`, the first of long lists. */
function listText(values: readonly number[], path: string, swept: readonly string[]): RichText {
  const entries = values.slice(0, mostEntries).map((value, i): RichText => {
    const own = `${path}.${i}`
    return swept.includes(own) ? parameterSymbol(own) : [upright(signed(value))]
  })
  return [upright('('), ...joinedTexts(entries, ', '), upright(values.length > mostEntries ? ', …)' : ')')]
}

function signed(value: number): string {
  return String(value).replace('-', '−')
}
