/** The smallest of any number of values; `start` when there are none below it. */
export function smallest(values: Iterable<number>, start = Infinity): number {
  let found = start
  for (const value of values) if (value < found) found = value
  return found
}

/** The largest of any number of values; `start` when there are none above it. */
export function largest(values: Iterable<number>, start = -Infinity): number {
  let found = start
  for (const value of values) if (value > found) found = value
  return found
}
