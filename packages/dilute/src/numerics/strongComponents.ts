/**
 * The closed communicating classes of a directed graph on n states, `edge(to, from)` telling which steps exist:
 * the sets that a random walk, once inside, never leaves. Each is sorted; together they carry every stationary state.
 */
export function closedClasses(n: number, edge: (to: number, from: number) => boolean): number[][] {
  const reach = reachability(n, edge)
  const classes: number[][] = []
  const seen = new Set<number>()
  for (let i = 0; i < n; i++) {
    if (seen.has(i)) continue
    const members = Array.from({ length: n }, (_, j) => j).filter((j) => reach[i]![j] && reach[j]![i])
    for (const j of members) seen.add(j)
    if (reach[i]!.every((reached, j) => !reached || members.includes(j))) classes.push(members)
  }
  return classes
}

/** reach[i][j]: j can be reached from i in any number of steps, none included. */
function reachability(n: number, edge: (to: number, from: number) => boolean): boolean[][] {
  return Array.from({ length: n }, (_, start) => {
    const reached = new Array<boolean>(n).fill(false)
    const queue = [start]
    reached[start] = true
    for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
      for (let to = 0; to < n; to++) {
        if (!reached[to] && edge(to, from)) { reached[to] = true; queue.push(to) }
      }
    }
    return reached
  })
}
