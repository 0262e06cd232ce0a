import { oncePer } from '../../numerics/index.js'

/** What is made of an object that stays as it is and a number, once for each two. */
export function oncePerKeyAndNumber<K extends object, T>(
  make: (key: K, number: number) => T,
): (key: K, number: number) => T {
  const madeOf = oncePer<K, Map<number, T>>(() => new Map())
  return (key, number) => {
    const made = madeOf(key)
    const known = made.get(number) ?? make(key, number)
    made.set(number, known)
    return known
  }
}
