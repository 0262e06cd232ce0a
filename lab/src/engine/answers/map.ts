/** A quantity over two parameters: coarse first, then fine; lines come as they are ready. */
import { sweepColumns, type ColumnBatch } from 'dilute/study'
import { axisValues } from '../axes.js'
import type { Attendance, Axis, MapAnswer, MapQuantity, Questions } from '../protocol.js'
import { swept } from './studies.js'

type Ask = Questions['map']['ask']

const coarseMap = 20

export async function map(ask: Ask, attendance: Attendance): Promise<MapAnswer> {
  const coarse = await mapPass({ ...ask, size: Math.min(coarseMap, ask.size) }, undefined, attendance)
  // what has no value anywhere is not computed any finer
  if (coarse.values.every(Number.isNaN)) return coarse
  return mapPass(ask, coarse, attendance)
}

/** Where a pass has not been yet, the one before is seen. */
async function mapPass(ask: Ask, before: MapAnswer | undefined, { signal, part }: Attendance): Promise<MapAnswer> {
  const { x, y, size } = ask
  const values = enlarged(before, size)
  let why = before?.why ?? null
  const [began, pause] = [performance.now(), pauses()]
  const answer = (points: number): MapAnswer => {
    const done = { fraction: points / (size * size), seconds: (performance.now() - began) / 1000 }
    return { size, x: axisValues(x, size), y: axisValues(y, size), values, why, done }
  }
  for await (const { begin, found, reason } of batches(ask, before === undefined ? coarseRows : size, signal)) {
    why ??= reason
    found.forEach((value, i) => {
      values[placeOf(ask, begin + i)] = value
    })
    if (await pause(signal)) part(answer(begin + found.length))
  }
  part(answer(size * size))
  return answer(size * size)
}

const recorded: Readonly<Record<MapQuantity, string>> = {
  violation: 'violation',
  loop: 'loop',
  gap: 'gap',
  schnakenberg: 'entropyProduction.schnakenberg',
  entropy: 'entropyProduction.total',
}

/** Where results say why there is none. */
const reasonOf: Readonly<Record<MapQuantity, string>> = {
  violation: 'detailedBalance.ratio',
  loop: 'currents.probability',
  gap: 'relaxation.gap',
  schnakenberg: 'entropyProduction.schnakenberg',
  entropy: 'entropyProduction.total',
}

/** Of a coarse map a few points are seen as soon as they are there: with some models they take seconds. */
const coarseRows = 5

/** The points of a pass, so many at a time. */
async function* batches(
  { tree, x, y, quantity, size }: Ask,
  rows: number,
  signal: AbortSignal,
): AsyncGenerator<{ begin: number; found: Float64Array; reason: string | null }> {
  const axes = isColumnwise({ x, y }) ? [x, y] : [y, x]
  const options = { record: [recorded[quantity]], rows, signal }
  for await (const batch of sweepColumns(swept(tree, axes, size), options)) {
    const reason = batch.reasons.map(([, reasons]) => reasons[reasonOf[quantity]]).find((one) => one !== undefined)
    yield { begin: batch.begin, found: toldFromZero(batch, recorded[quantity]), reason: reason ?? null }
  }
}

/** The values of a quantity; zero where its error does not tell it from zero. */
function toldFromZero({ names, columns }: ColumnBatch, name: string): Float64Array {
  const [values, errors] = [name, `${name}Error`].map((one) => columns[names.indexOf(one)])
  return values!.map((value, i) => (Math.abs(value) <= (errors?.[i] ?? 0) ? 0 : value))
}

/** What the strengths of dots change is a small part of a point: the library makes the rest once along them. */
const isColumnwise = ({ x, y }: Pick<Ask, 'x' | 'y'>): boolean => isStrength(y) && !isStrength(x)
const isStrength = ({ path }: Axis): boolean => /contact\.strengths\.\d+$/.test(path)

/** Where the i-th point of a pass stands. */
const placeOf = (ask: Ask, i: number): number =>
  isColumnwise(ask) ? (i % ask.size) * ask.size + Math.floor(i / ask.size) : i

const turnAfter = 30,
  showAfter = 200

/** Lets messages have their turn now and then, and says when it is time to show something. */
function pauses(): (signal: AbortSignal) => Promise<boolean> {
  let [turned, shown] = [performance.now(), performance.now()]
  return async (signal) => {
    if (performance.now() - turned < turnAfter) return false
    await new Promise((resolve) => {
      setTimeout(resolve)
    })
    signal.throwIfAborted()
    turned = performance.now()
    if (turned - shown < showAfter) return false
    shown = turned
    return true
  }
}

function enlarged(before: MapAnswer | undefined, size: number): Float64Array {
  if (before === undefined) return new Float64Array(size * size).fill(NaN)
  const at = (i: number): number => Math.round((i * (before.size - 1)) / (size - 1))
  return Float64Array.from(
    { length: size * size },
    (_, i) => before.values[at(Math.floor(i / size)) * before.size + at(i % size)]!,
  )
}
