/** Studies as the questions of the page need them: of one point, of one gas, swept for a picture. */
import { hamiltonianSystem, latticeSystem, ringSystem, type System } from 'dilute/model'
import { readStudy, type Study, type StudyConfig } from 'dilute/study'
import { without } from '../../state/tree.js'
import { requireShort } from '../effort.js'
import type { Axis, Tree } from '../protocol.js'

/** As it is written, sweep and all. */
export function studyOf(tree: Tree): Study {
  const study = readStudy(JSON.stringify(tree), { file: 'study' })
  requireShort(study.config)
  return study
}

/** The study without its sweep: what is on the screen is one point. */
export const single = (tree: Tree): Study => studyOf(without(tree, 'sweep'))

/** The study with one of its gases alone. */
export function aloneWith(tree: Tree, gas: number): Tree {
  const { baths, ...rest } = tree
  if (!Array.isArray(baths)) return tree
  const { gas: its, interaction } = baths[gas] as { gas: unknown; interaction: unknown }
  return { ...rest, gas: its, interaction }
}

/** The study with every temperature said as β, which is what is varied. */
export function inBetas(tree: Tree, config: StudyConfig): Tree {
  const said = (its: unknown, gas: StudyConfig['gas']): unknown =>
    gas !== undefined && 'beta' in gas && typeof its === 'object' && its !== null && 'temperature' in its
      ? { ...without(its, 'temperature'), beta: gas.beta }
      : its
  if (!Array.isArray(tree['baths'])) return { ...tree, gas: said(tree['gas'], config.gas) }
  return {
    ...tree,
    baths: tree['baths'].map((bath: { gas: unknown }, b) => ({ ...bath, gas: said(bath.gas, config.baths?.[b]?.gas) })),
  }
}

/** Enough for a picture. */
const pictureTolerance = 1e-5

/** The study over axes of so many points, the first slowest, for a picture. */
export function swept(tree: Tree, axes: readonly Axis[], points: number): Study {
  const sweep = axes.map(({ path, from, to, scale }) => ({ set: path, from, to, points, scale }))
  return studyOf({ ...without(without(tree, 'report'), 'record'), tolerance: pictureTolerance, sweep })
}

export function systemOf(config: StudyConfig['system']): System {
  if ('ring' in config) return ringSystem(config.ring)
  return 'lattice' in config ? latticeSystem(config.lattice) : hamiltonianSystem(config.hamiltonian)
}

export const levelsOf = ({ system }: StudyConfig): number[] => [...systemOf(system).levels]
