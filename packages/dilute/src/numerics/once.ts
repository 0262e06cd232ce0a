/** A value that is made when it is first asked for, and kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** The same for every object of a kind that stays as it is: a value is kept as long as its object. */
export function oncePer<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const made = new WeakMap<K, { readonly value: T }>()
  return (key) => {
    const known = made.get(key) ?? { value: make(key) }
    made.set(key, known)
    return known.value
  }
}

/**
 * What is made of the same values one after another is kept: for values that pass, of which `oncePer` would hold more
 * than the last until all memory is looked through.
 */
export function lastSame<Values extends readonly unknown[], T>(
  make: (...values: Values) => T,
): (...values: Values) => T {
  let last: { readonly values: Values; readonly made: T } | undefined
  return (...values) => {
    if (!last?.values.every((value, i) => value === values[i])) last = { values, made: make(...values) }
    return last.made
  }
}

/** How each property of an object is made. */
export type Makers<T> = { readonly [Key in keyof T]: () => T[Key] }

/** An object whose properties are made when they are first read, and kept. */
export function lazily<T extends object>(makers: Makers<T>): T {
  const keys = Object.keys(makers) as (keyof T)[]
  return new (lazyClass(keys.join()))(makers) as T
}

/** An object with all of the properties, made in their order: plain data. */
export function made<T extends object>(makers: Makers<T>): T {
  const all: Record<string, unknown> = {}
  for (const key of Object.keys(makers)) {
    const make = makers[key as keyof T] as (() => unknown) | undefined
    if (make !== undefined) all[key] = make()
  }
  return all as T
}

/** Makers of what is known already. */
export const constants = <T extends object>(values: T): Makers<T> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]: [string, unknown]) => [key, () => value]),
  ) as unknown as Makers<T>

type LazyClass = new (makers: Makers<object>) => object

/** Stands for what has not been asked for. */
const missing = Symbol('missing')

/** Objects with the same properties are of one class. */
const lazyClasses = new Map<string, LazyClass>()

function lazyClass(keys: string): LazyClass {
  const known = lazyClasses.get(keys)
  if (known) return known
  const names = keys.split(',')
  class Lazy {
    readonly made = new Array<unknown>(names.length).fill(missing)
    constructor(readonly makers: Readonly<Record<string, () => unknown>>) {}
  }
  names.forEach((key, place) => {
    Object.defineProperty(Lazy.prototype, key, {
      enumerable: true,
      get(this: Lazy) {
        const known = this.made[place]
        return known === missing ? (this.made[place] = this.makers[key]!()) : known
      },
    })
  })
  lazyClasses.set(keys, Lazy as LazyClass)
  return Lazy as LazyClass
}
