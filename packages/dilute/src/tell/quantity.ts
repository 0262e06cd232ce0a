/** The quantities that sweeps record, by symbol and unit, as figures call them. */
import { levelNames } from './levelPairs.js'
import { index, italic, sub, upright, type RichText } from './text.js'
import { unitOf, type Dimension, type Units } from './units.js'

/** A kind of quantity: its path or the end of it, its symbol with levels or gases put in, and what it measures. */
interface Kind {
  readonly path: RegExp
  readonly symbol: (which: readonly string[]) => RichText
  readonly meaning?: string
  readonly dimension?: Dimension
}

/** Of two levels, `k` and `l` where they are any. */
const between =
  (letter: string, before = '') =>
  ([k, l]: readonly string[]): RichText => [
    ...(before === '' ? [] : [upright(before)]),
    italic(letter),
    upright('('),
    k === undefined ? italic('k') : upright(k),
    upright(', '),
    l === undefined ? italic('l') : upright(l),
    upright(')'),
  ]
const ofLevel =
  (letter: string, before = '') =>
  ([k]: readonly string[]): RichText => [
    ...(before === '' ? [] : [upright(before)]),
    italic(letter),
    k === undefined ? index('k') : sub(k),
  ]
const words = (text: string) => (): RichText => [upright(text)]
const entropy = (part?: string) => (): RichText => [italic('σ'), ...(part === undefined ? [] : [sub(part)])]

const kinds: readonly Kind[] = [
  { path: /^violation$/, symbol: () => [...between('I', 'largest |ln ')([]), upright('|')] },
  { path: /^loop$/, symbol: words('largest cycle current'), dimension: 'rate' },
  { path: /rates$/, symbol: between('a'), meaning: 'rate', dimension: 'rate' },
  { path: /ratio$/, symbol: between('I') },
  { path: /logRatio$/, symbol: between('I', 'ln ') },
  { path: /probability$/, symbol: between('K'), meaning: 'probability current', dimension: 'rate' },
  { path: /heat$/, symbol: between('J'), meaning: 'heat current', dimension: 'heat current' },
  { path: /heatCurrents$/, symbol: ofLevel('J'), meaning: 'heat from that gas', dimension: 'heat current' },
  { path: /(mean|noise|skewness)$/, symbol: between('N'), dimension: 'rate' },
  { path: /levels$/, symbol: ofLevel('E'), dimension: 'energy' },
  { path: /populations$/, symbol: ofLevel('p'), meaning: 'population' },
  { path: /logPopulations$/, symbol: ofLevel('p', 'ln ') },
  { path: /stationary\.gibbs$/, symbol: ofLevel('p'), meaning: 'Gibbs population' },
  { path: /total$/, symbol: entropy(), meaning: 'entropy production', dimension: 'rate' },
  { path: /schnakenberg$/, symbol: entropy('Schnakenberg'), dimension: 'rate' },
  { path: /entropyProduction\.violation$/, symbol: entropy('violation'), dimension: 'rate' },
  { path: /generator\.gap$/, symbol: words('gap of the generator'), dimension: 'rate' },
  { path: /gap$/, symbol: words('relaxation gap'), dimension: 'rate' },
  { path: /reversibleGap$/, symbol: words('reversible relaxation gap'), dimension: 'rate' },
  { path: /holds$/, symbol: words('detailed balance (1 holds, 0 broken)') },
  { path: /thermalizationResidual$/, symbol: words('Gibbs residual') },
  { path: /relativeError$/, symbol: words('estimated relative error') },
]

/** A recorded column: what it is of, and which entry. */
interface Named {
  readonly head: string
  readonly entry: readonly string[]
}

/** `rates.0.1` as the rates, entry 0, 1; `heatCurrents.hot` as the heat currents, entry hot. */
function named(name: string): Named {
  const [, head = name, entry = ''] = /^(.*?(?:heatCurrents(?=\.)|(?=\.\d)))(\..*)$/.exec(name) ?? []
  return { head, entry: entry.split('.').slice(1) }
}

/** Of which quantity a recorded column is an entry: `rates` of `rates.0.1`. */
export const quantityHead = (name: string): string => named(name).head

const kindOf = (head: string): Kind | undefined => kinds.find(({ path }) => path.test(head))

/** The symbol of a recorded column of a system with so many levels; its name where it has none. */
export function quantitySymbol(name: string, levelCount: number): RichText {
  const { head, entry } = named(name)
  const of = levelNames(levelCount)
  const symbol = kindOf(head)?.symbol(entry.map((which) => of[Number(which)] ?? which)) ?? [upright(name)]
  const gas = /^baths\.(.+)\.rates$/.exec(head)?.[1]
  return gas === undefined ? symbol : [...symbol, upright(` of ${gas}`)]
}

/** What all entries of a quantity are called together: `I(k, l)`. */
export const quantityFamily = (name: string): RichText => quantitySymbol(named(name).head, 0)

/** A label with its meaning and unit: `E₀ (meV)`. */
export function withMeaning(label: RichText, name: string, units: Units | undefined): RichText {
  const { meaning, dimension } = kindOf(named(name).head) ?? {}
  const unit = dimension === undefined ? null : unitOf(units, dimension)
  const remarks = [...(meaning === undefined ? [] : [meaning]), ...(unit === null ? [] : [`in ${unit}`])]
  return remarks.length === 0 ? label : [...label, upright(` (${remarks.join(', ')})`)]
}
