/** Paths into a study as a user writes them: gases by name, entries of lists that the study leaves out. */
import { entry, formatPath, parsePath, valueAt, type Path } from '../problem/path.js'
import { mostSites } from './numbers.js'

/** `baths.hot.gas.beta` as `baths[0].gas.beta`, the gas found by its name; a name that no gas has stays. */
export function withoutNames(tree: unknown, path: Path): Path {
  const [first, name, ...rest] = path
  const baths = entry(tree, 'baths')
  if (first !== 'baths' || typeof name !== 'string' || !Array.isArray(baths)) return path
  const index = baths.findIndex((bath) => entry(bath, 'name') === name)
  return index < 0 ? path : [first, index, ...rest]
}

/** The path that an axis sets. */
export const sweptPath = (tree: unknown, written: string): Path => withoutNames(tree, parsePath(written)!)

/** Lists a study may leave out although single entries of them can be set or swept. */
export function defaultList(tree: unknown, path: Path): unknown[] | undefined {
  const name = formatPath(path)
  if (name === 'system.ring.onsite') return zeros(Number(valueAt(tree, ['system', 'ring', 'sites'])))
  return /^(baths\[\d+\]\.)?interaction\.contact\.positions$/.test(name) ? origins(tree, path.slice(0, -3)) : undefined
}

/** `holder` has the gas and its interaction: the study or one of its baths. */
function origins(tree: unknown, holder: Path): unknown[] | undefined {
  const contact = [...holder, 'interaction', 'contact']
  const strengths = valueAt(tree, [...contact, 'strengths'])
  if (Array.isArray(strengths)) return zeros(strengths.length)
  const lengths = valueAt(tree, [...contact, 'scatteringLengths'])
  const dimension = Number(valueAt(tree, [...holder, 'gas', 'dimension']))
  return Array.isArray(lengths) ? lengths.map(() => zeros(dimension)) : undefined
}

function zeros(count: number): number[] | undefined {
  return Number.isInteger(count) && count > 0 && count <= mostSites ? new Array<number>(count).fill(0) : undefined
}
