/** States that can all reach each other. */
export interface StrongComponent {
  /** Sorted. */
  readonly states: readonly number[]
  /** Whether no step leads out of it. */
  readonly closed: boolean
}

/**
 * The strongly connected components of a directed graph on n states, `edge(to, from)` telling which steps exist; they
 * come by their first state. Every pair of states is asked about once (Tarjan, SIAM J. Comput. 1, 146 (1972)).
 */
export function strongComponents(n: number, edge: (to: number, from: number) => boolean): StrongComponent[] {
  const walk = new Walk(n, edge)
  for (let state = 0; state < n; state++) walk.from(state)
  return walk.components.sort((a, b) => a.states[0]! - b.states[0]!)
}

/**
 * The closed communicating classes: the sets that a random walk, once inside, never leaves. Each is sorted, and they
 * come by their first state; together they carry every stationary state.
 */
export function closedClasses(n: number, edge: (to: number, from: number) => boolean): number[][] {
  return strongComponents(n, edge)
    .filter(({ closed }) => closed)
    .map(({ states }) => [...states])
}

/** Depth first through the graph; a component is complete when the walk leaves the first of its states that it met. */
class Walk {
  readonly components: StrongComponent[] = []
  private visited = 0
  /** When each state was met, from 1 on; 0 before. */
  private readonly order: Int32Array
  /** The earliest state that can be reached through those met later. */
  private readonly low: Int32Array
  private readonly nextStep: Int32Array
  private readonly complete: Uint8Array
  /** Whether a step leads from the state into another, complete component. */
  private readonly leaves: Uint8Array
  private readonly waiting: number[] = []

  constructor(
    private readonly n: number,
    private readonly edge: (to: number, from: number) => boolean,
  ) {
    this.order = new Int32Array(n)
    this.low = new Int32Array(n)
    this.nextStep = new Int32Array(n)
    this.complete = new Uint8Array(n)
    this.leaves = new Uint8Array(n)
  }

  from(start: number): void {
    if (this.order[start] !== 0) return
    const path = [this.met(start)]
    for (let state = path.at(-1); state !== undefined; state = path.at(-1)) {
      const to = this.nextStep[state]!++
      if (to === this.n) this.back(state, path)
      else if (this.edge(to, state)) this.along(state, to, path)
    }
  }

  private met(state: number): number {
    this.order[state] = this.low[state] = ++this.visited
    this.waiting.push(state)
    return state
  }

  private along(state: number, to: number, path: number[]): void {
    if (this.order[to] === 0) path.push(this.met(to))
    else if (this.complete[to] === 1) this.leaves[state] = 1
    else this.low[state] = Math.min(this.low[state]!, this.order[to]!)
  }

  private back(state: number, path: number[]): void {
    path.pop()
    if (this.low[state] === this.order[state]) this.completed(state)
    const before = path.at(-1)
    if (before === undefined) return
    if (this.complete[state] === 1) this.leaves[before] = 1
    else this.low[before] = Math.min(this.low[before]!, this.low[state]!)
  }

  private completed(first: number): void {
    const members = this.waiting.splice(this.waiting.indexOf(first))
    for (const member of members) this.complete[member] = 1
    const closed = members.every((member) => this.leaves[member] === 0)
    this.components.push({ states: members.sort((a, b) => a - b), closed })
  }
}
