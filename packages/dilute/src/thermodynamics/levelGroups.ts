/** Levels that are equal to the last bit, together: groups by their first level, levels ascending inside. */
export function levelGroups(levels: Float64Array): number[][] {
  const groups = new Map<number, number[]>()
  levels.forEach((level, k) => {
    const members = groups.get(level)
    if (members === undefined) groups.set(level, [k])
    else members.push(k)
  })
  return [...groups.values()]
}
