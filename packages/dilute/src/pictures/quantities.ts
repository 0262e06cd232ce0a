/** Which columns are drawn for the name of a quantity. */
import { suggestion } from '../study/index.js'
import { quantityHead } from '../tell/quantity.js'
import { PictureRefused } from './refused.js'
import type { SweepSource } from './source.js'

/** The entries of one quantity, with the columns of their errors where there are any. */
export interface DrawnQuantity {
  /** As it was asked for. */
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly error: string | undefined }[]
}

/** Plots that a reader can take in. */
export const mostQuantities = 4

/**
 * The quantities of these names, each by its path or the end of it, as `record` takes them.
 * @throws PictureRefused for a name that no column has.
 */
export function namedQuantities(source: SweepSource, names: readonly string[]): DrawnQuantity[] {
  return names.flatMap((name) => {
    const columns = columnsNamed(source.names, name)
    if (columns.length === 0) unknown(source, name)
    return byHead(name, columns, source.names)
  })
}

/** Without names: the first few of those that the study records; else the violation, or what there is in its place. */
export async function ownQuantities(source: SweepSource): Promise<DrawnQuantity[]> {
  const { record = [] } = source.plan.study.config
  const names = record.length > 0 ? record : inPlaceOfAll.filter((name) => source.names.includes(name))
  const quantities = namedQuantities(source, [...new Set(names)])
  const withValues: DrawnQuantity[] = []
  for (const quantity of quantities) {
    if (withValues.length < (record.length > 0 ? mostQuantities : 1) && (await hasValue(source, quantity)))
      withValues.push(quantity)
  }
  return withValues.length > 0 ? withValues : quantities.slice(0, 1)
}

const inPlaceOfAll = ['violation', 'entropyProduction.total', 'entropyProduction.schnakenberg', 'relaxation.gap']

async function hasValue(source: SweepSource, { columns: [first] }: DrawnQuantity): Promise<boolean> {
  for await (const values of source.column(first!.name)) if (values.some((value) => Number.isFinite(value))) return true
  return false
}

/** A column of this name, else all that begin or end with it, errors left out. */
function columnsNamed(all: readonly string[], name: string): readonly string[] {
  if (all.includes(name)) return [name]
  const values = all.filter((one) => valueOf(one, all) === undefined)
  const below = values.filter((one) => one.startsWith(`${name}.`))
  return below.length > 0 ? below : values.filter((one) => `${one}.`.includes(`.${name}.`))
}

const errorMark = /Error(?=\.|$)/

/** The column that a column has the errors of. */
function valueOf(name: string, all: readonly string[]): string | undefined {
  const value = name.replace(errorMark, '')
  return value !== name && all.includes(value) ? value : undefined
}

/** `currents` are several quantities: those of probability and of heat. */
function byHead(name: string, columns: readonly string[], all: readonly string[]): DrawnQuantity[] {
  const errors = new Map(all.map((one) => [valueOf(one, all), one]))
  const heads = [...new Set(columns.map(quantityHead))]
  return heads.map((head) => ({
    name: heads.length === 1 ? name : head,
    columns: columns.filter((one) => quantityHead(one) === head).map((one) => ({ name: one, error: errors.get(one) })),
  }))
}

function unknown({ names }: SweepSource, name: string): never {
  const heads = [...new Set(names.filter((one) => valueOf(one, names) === undefined).map(quantityHead))]
  const endings = heads.map((head) => head.slice(head.lastIndexOf('.') + 1))
  const meant = suggestion(name, [...new Set([...endings, ...heads, ...names])])
  throw new PictureRefused(`--quantity: expected one of ${heads.join(', ')}, found ${name}${meant}`)
}
