import { parameterSymbol } from './sweep/parameterLabel.js'
import { italic, upright, type RichText } from './drawing/richText.js'

/** The parts of a study that a figure names in its small print. */
export interface FigureStudy {
  readonly gas?: { readonly dimension: number; readonly mass: number; readonly density?: number; readonly beta?: number } | undefined
  readonly interaction?: {
    readonly contact?: { readonly strengths?: readonly number[]; readonly scatteringLengths?: readonly number[] } | undefined
    readonly potentials?: readonly unknown[] | undefined
  } | undefined
}

export interface FigureOptions {
  /** The study behind the results: its gas and interaction are named below the figure. */
  readonly study?: FigureStudy | undefined
  /** A sentence to stand below the figure. */
  readonly caption?: string | undefined
}

/** `d = 1, m = 1, ν = 1, V = (1, 0.7, 1.5)`: what the study holds fixed; a swept entry of a list shows its symbol. */
export function modelNote(study: FigureStudy | undefined, swept: readonly string[]): RichText {
  const { gas, interaction } = study ?? {}
  const numbers = [['gas.dimension', 'd', gas?.dimension], ['gas.mass', 'm', gas?.mass], ['gas.density', 'ν', gas?.density], ['gas.beta', 'β', gas?.beta]] as const
  const lists = [['strengths', 'V', interaction?.contact?.strengths], ['scatteringLengths', 'a', interaction?.contact?.scatteringLengths]] as const
  const parts = [
    ...numbers.flatMap(([path, symbol, value]) => (value === undefined || swept.includes(path) ? [] : [equation(symbol, [upright(signed(value))])])),
    ...lists.flatMap(([name, symbol, values]) => (values === undefined ? [] : [equation(symbol, listText(values, `interaction.contact.${name}`, swept))])),
  ]
  return parts.flatMap((part, i) => (i === 0 ? part : [upright(', '), ...part]))
}

function equation(symbol: string, value: RichText): RichText {
  return [italic(symbol), upright('\u00a0=\u00a0'), ...value]
}

/** `(1, V₁, 1.5)`, the first eight of long lists. */
function listText(values: readonly number[], path: string, swept: readonly string[]): RichText {
  const entries = values.slice(0, 8).map((value, i) => {
    const own = `${path}.${i}`
    return swept.includes(own) ? parameterSymbol(own) : [upright(signed(value))]
  })
  const listed = entries.flatMap((entry, i) => (i === 0 ? entry : [upright(', '), ...entry]))
  return [upright('('), ...listed, upright(values.length > 8 ? ', …)' : ')')]
}

function signed(value: number): string {
  return String(value).replace('-', '−')
}
