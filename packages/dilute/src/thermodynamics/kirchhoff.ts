import { ExtendedArray, minus, modulus, negative, plus, smaller, zero, type Extended } from '../numerics/index.js'

/** Currents K[j·n + k] from k to j, antisymmetric, and their errors, symmetric. */
export interface ConservedCurrents {
  readonly values: ExtendedArray
  readonly errors: ExtendedArray
}

/**
 * Currents that are conserved at every node, from estimates with errors (read at [j][k] with j > k; edges are where the
 * error is not zero). The estimates of the smallest errors are kept, one for each independent cycle: those outside the
 * spanning tree of the largest errors. The edges of the tree carry what conservation asks for, the sum of the kept
 * currents around them: the edges of a single cycle agree to the last digit, a bridge carries nothing.
 */
export function conservedCurrents(n: number, direct: ExtendedArray, errors: ExtendedArray): ConservedCurrents {
  const found = { values: new ExtendedArray(n * n), errors: new ExtendedArray(n * n) }
  const { tree, chords } = spanningTree(n, errors)
  for (const [j, k] of chords) put(found, n, [j, k], direct.at(j * n + k), errors.at(j * n + k))
  for (const edge of tree) {
    const beyond = farSide(n, tree, edge)
    const { value, error } = netInflow(n, chords, beyond, direct, errors)
    const [estimate, current] = [direct.at(edge[0] * n + edge[1]), negative(value)]
    const byItself = plus(errors.at(edge[0] * n + edge[1]), modulus(minus(current, estimate)))
    put(found, n, edge, current, smaller(byItself, error) ? byItself : error)
  }
  return found
}

type Edge = readonly [to: number, from: number]

function put({ values, errors }: ConservedCurrents, n: number, [j, k]: Edge, current: Extended, error: Extended): void {
  values.set(j * n + k, current)
  values.set(k * n + j, current.mantissa === 0 ? zero : negative(current))
  errors.set(j * n + k, error)
  errors.set(k * n + j, error)
}

/** Kruskal's tree of the largest errors (a forest where the graph falls apart), and the edges outside it. */
function spanningTree(n: number, errors: ExtendedArray): { tree: Edge[]; chords: Edge[] } {
  const edges: { readonly edge: Edge; readonly error: Extended }[] = []
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) if (!errors.isZero(j * n + k)) edges.push({ edge: [j, k], error: errors.at(j * n + k) })
  }
  edges.sort((a, b) => (smaller(a.error, b.error) ? 1 : smaller(b.error, a.error) ? -1 : 0))
  const part = Int32Array.from({ length: n }, (_, k) => k)
  const [tree, chords]: [Edge[], Edge[]] = [[], []]
  for (const { edge } of edges) {
    const [a, b] = [part[edge[0]]!, part[edge[1]]!]
    if (a === b) chords.push(edge)
    else {
      tree.push(edge)
      part.forEach((p, k) => {
        if (p === b) part[k] = a
      })
    }
  }
  return { tree, chords }
}

/** The nodes on the first end's side when an edge is taken out of the tree: 1 there. */
function farSide(n: number, tree: readonly Edge[], cut: Edge): Uint8Array {
  const beyond = new Uint8Array(n)
  beyond[cut[0]] = 1
  for (let grown = true; grown;) {
    grown = false
    for (const edge of tree) {
      const [a, b] = edge
      if (edge === cut || beyond[a] === beyond[b]) continue
      beyond[a] = beyond[b] = 1
      grown = true
    }
  }
  return beyond
}

/** What the chords carry into the marked side. */
function netInflow(
  n: number,
  chords: readonly Edge[],
  beyond: Uint8Array,
  direct: ExtendedArray,
  errors: ExtendedArray,
): { value: Extended; error: Extended } {
  let [value, error] = [zero, zero]
  for (const [j, k] of chords) {
    if (beyond[j] === beyond[k]) continue
    const current = direct.at(j * n + k)
    value = plus(value, beyond[j] === 1 ? current : negative(current))
    error = plus(error, errors.at(j * n + k))
  }
  return { value, error }
}
