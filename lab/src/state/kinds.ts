/** Studies of another kind: another dimension of the gas, another method of scattering. */
import type { StudyConfig } from 'dilute/study'
import type { Tree } from '../engine/protocol.js'
import { without } from './tree.js'

/** Contacts that scatter about alike in another dimension: strengths on the line, scattering lengths elsewhere. */
export function withDimension(tree: Tree, { interaction }: StudyConfig, dimension: 1 | 2 | 3): Tree {
  if (interaction === undefined || !('contact' in interaction)) return tree
  const { contact } = interaction
  const amounts = 'strengths' in contact ? contact.strengths : contact.scatteringLengths
  const places = contact.positions ?? amounts.map(() => [])
  const positions = places.map((place) => resized(typeof place === 'number' ? [place] : place, dimension))
  const next =
    dimension === 1
      ? { strengths: amounts, positions: positions.map(([q]) => q!) }
      : { scatteringLengths: amounts.map((a) => (a === 0 ? 0.05 : Math.abs(a))), positions }
  return { ...tree, gas: { ...(tree['gas'] as object), dimension }, interaction: { contact: next } }
}

const resized = (place: readonly number[], dimension: number): number[] =>
  Array.from({ length: dimension }, (_, axis) => place[axis] ?? 0)

export function withMethod(tree: Tree, method: string): Tree {
  if (method === 'exact') return without(tree, 'scattering')
  return { ...tree, scattering: method === 'series' ? { method, order: 2 } : { method } }
}
