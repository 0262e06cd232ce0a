import { largestEntry } from '../numerics/index.js'
import type { System } from './system.js'

/** A coupling below this, relative to the largest entry of H, is none; the phases of weaker ones mean nothing. */
export const couplingTolerance = 1e-10

/** A closed path through the sites, with the phase of the product of its couplings. */
export interface Loop {
  /** i₀, i₁, …: the path i₀–i₁–…–i₀. */
  readonly sites: readonly number[]
  /** arg(H_{i₀i₁}H_{i₁i₂}…) in (−π, π], free of gauge. */
  readonly phase: number
  /** |sin phase|: zero when the product is real. */
  readonly imaginaryPart: number
}

/** A basis of the loops of H: one for every bond outside a breadth-first spanning forest. */
export function fundamentalLoops(system: System): Loop[] {
  const { sites: n } = system
  const coupled = couplingTest(system)
  const { parent, depth } = spanningForest(system)
  const loops: Loop[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (coupled(i, j) && parent[i] !== j && parent[j] !== i) loops.push(loopThrough(system, i, j, parent, depth))
    }
  }
  return loops
}

/** A test of whether H couples two sites by more than rounding. */
export function couplingTest({ hamiltonian: h, sites: n }: System): (i: number, j: number) => boolean {
  const threshold = couplingTolerance * largestEntry(h)
  return (i, j) => i !== j && Math.hypot(h.re[i * n + j]!, h.im[i * n + j]!) > threshold
}

function spanningForest(system: System): { parent: number[]; depth: number[] } {
  const coupled = couplingTest(system)
  const parent = new Array<number>(system.sites).fill(-1)
  const depth = new Array<number>(system.sites).fill(-1)
  for (let root = 0; root < system.sites; root++) {
    if (depth[root] !== -1) continue
    depth[root] = 0
    const queue = [root]
    for (const i of queue) {
      for (let j = 0; j < system.sites; j++) {
        if (depth[j] !== -1 || !coupled(i, j)) continue
        depth[j] = depth[i]! + 1
        parent[j] = i
        queue.push(j)
      }
    }
  }
  return { parent, depth }
}

/** The tree path from i up to the common ancestor and down to j, closed by the bond j–i. */
function loopThrough(system: System, i: number, j: number, parent: readonly number[], depth: readonly number[]): Loop {
  const left = [i]
  const right = [j]
  while (left.at(-1) !== right.at(-1)) {
    const side = depth[left.at(-1)!]! >= depth[right.at(-1)!]! ? left : right
    side.push(parent[side.at(-1)!]!)
  }
  const sites = fromSmallest([...left, ...right.slice(0, -1).reverse()])
  const phase = sites.reduce((sum, s, k) => sum + argument(system, s, sites[(k + 1) % sites.length]!), 0)
  const principal = Math.atan2(Math.sin(phase), Math.cos(phase))
  return { sites, phase: principal === -Math.PI ? Math.PI : principal, imaginaryPart: Math.abs(Math.sin(phase)) }
}

/** The same loop, started at its smallest site, towards the smaller neighbour. */
function fromSmallest(sites: readonly number[]): number[] {
  const start = sites.indexOf(Math.min(...sites))
  const turned = [...sites.slice(start), ...sites.slice(0, start)]
  return turned[1]! <= turned.at(-1)! ? turned : [turned[0]!, ...turned.slice(1).reverse()]
}

function argument({ hamiltonian: h, sites: n }: System, i: number, j: number): number {
  return Math.atan2(h.im[i * n + j]!, h.re[i * n + j]!)
}
