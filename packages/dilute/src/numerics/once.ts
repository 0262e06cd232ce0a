/** A value that is made when it is first asked for, and kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

type Makers = Readonly<Record<string, () => unknown>>

/** An object whose properties are made when they are first read, and kept. */
export function lazily<T extends Makers>(makers: T): { readonly [Key in keyof T]: ReturnType<T[Key]> } {
  const made = {} as { [Key in keyof T]: ReturnType<T[Key]> }
  for (const [key, make] of Object.entries(makers)) Object.defineProperty(made, key, { enumerable: true, get: once(make) })
  return made
}
