import { once } from './once.js'
import { sitesWasm } from './sitesWasm.js'
import { instantiate, reserve, type KernelMemory } from './webAssembly.js'

/** Addresses of what there is at the nodes, and how many those are. */
type AtNodes = [
  count: number,
  blocks: number,
  states: number,
  strengths: number,
  unit: number,
  scratch: number,
  probabilities: number,
  floors: number,
  dr: number,
  di: number,
]

/** What kernels/sites.ts exports; arguments are addresses in bytes and sizes. */
interface SiteKernel {
  readonly memory: KernelMemory
  siteProbabilities(n: number, open: number, modes: number, ...at: AtNodes): void
  threeSiteProbabilities(open: number, ...at: AtNodes): void
  weightedSums(pairs: number, count: number, probabilities: number, table: number, sums: number): void
  lineTable(
    n: number,
    open: number,
    modes: number,
    all: number,
    begin: number,
    end: number,
    blocks: number,
    states: number,
    first: number,
    second: number,
    scratch: number,
    table: number,
  ): void
  lineSums(
    open: number,
    count: number,
    nodes: number,
    table: number,
    functionals: number,
    place: number,
    scratch: number,
    dr: number,
    di: number,
    step: number,
    sums: number,
  ): void
  mayVanish(count: number, dr: number, di: number, far: number, farther: number): number
}

/** Compiled at the first use; null where WebAssembly with SIMD is missing or forbidden. */
export const siteKernel = once(() => instantiate<SiteKernel>(sitesWasm))
/** All of its memory, until that grows. */
let memory = new Float64Array(0)

/** Bytes: what a call needs lies before what stays until its part of the memory is full. */
export const workStart = 1024
const [stayStart, stayEnd] = [1 << 20, 1 << 28]
let places = new WeakMap<object, number>()
let end = stayStart

/** Whatever stays loses its place: what comes next takes memory that is at hand. */
export function releaseSites(): void {
  places = new WeakMap()
  end = stayStart
}

/** The next place after so many numbers from one on. */
export const after = (place: number, numbers: number): number => place + 16 * Math.ceil(numbers / 2)

/** Whether what a call needs ends before what stays. */
export const fits = (last: number): boolean => last <= stayStart

/** More numbers than this are copied faster through a view, which is made for that. */
const few = 100

export function load(from: Float64Array, place: number): void {
  if (from.length > few) memory.set(from, place / 8)
  else for (let i = 0; i < from.length; i++) memory[place / 8 + i] = from[i]!
}

export function unload(place: number, to: Float64Array): void {
  if (to.length > few) to.set(memory.subarray(place / 8, place / 8 + to.length))
  else for (let i = 0; i < to.length; i++) to[i] = memory[place / 8 + i]!
}

/** Adds what is at a place. */
export function addFrom(place: number, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i]! += memory[place / 8 + i]!
}

export function clear(place: number, numbers: number): void {
  memory.fill(0, place / 8, place / 8 + numbers)
}

/** Copies numbers that stay as they are into the memory unless they are there; null where there is no room. */
export const placed = (numbers: Float64Array): number | null =>
  kept(numbers, numbers.length, (place) => {
    memory.set(numbers, place / 8)
  })

/** The place of so many numbers that belong to an owner, filled unless they are there; null where there is no room. */
export function kept(owner: object, numbers: number, fill: (place: number) => void): number | null {
  const known = places.get(owner)
  if (known !== undefined) return known
  const kernel = siteKernel()
  if (!kernel) return null
  if (after(end, numbers) > stayEnd) releaseSites()
  const place = end
  if (!reserve(kernel.memory, after(place, numbers))) return null
  if (memory.buffer !== kernel.memory.buffer) memory = new Float64Array(kernel.memory.buffer)
  end = after(place, numbers)
  places.set(owner, place)
  fill(place)
  return place
}
