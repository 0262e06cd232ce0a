/** Seven steps from time reversal to a current without dissipation; what each step claims is checked on the results. */
import type { Point, Tree } from '../engine/protocol.js'
import { presetOf } from '../state/presets.js'
import { withValue } from '../state/tree.js'

export interface Step {
  readonly title: string
  readonly text: string
  readonly view: 'balance' | 'relaxation'
  readonly tree: Tree
  /** Whether the results show what the text says. */
  readonly shows: (point: Point) => boolean
}

const fig1 = presetOf('fig1').tree
const holds = ({ detailedBalance }: Point): boolean => detailedBalance.holds === true
const current = ({ currents: { probability } }: Point, to: number, from: number): number => probability[to]![from] ?? 0
const clearly = (point: Point, to: number, from: number): boolean =>
  Math.abs(current(point, to, from)) > 10 * (point.currents.probabilityError[to]![from] ?? 0)

export const steps: readonly Step[] = [
  {
    title: 'Without a flux',
    view: 'balance',
    tree: presetOf('no-flux').tree,
    shows: holds,
    text:
      'Three dots in a gas, no magnetic flux. Time reversal holds, so every step up is balanced by the step down:' +
      ' I = 1, and nothing turns.',
  },
  {
    title: 'Switch on the flux',
    view: 'balance',
    tree: fig1,
    shows: (point) => point.detailedBalance.holds === false && clearly(point, 2, 0),
    text:
      'Three quarters of a flux quantum. The ratios leave 1, and probability turns around the three levels. ' +
      'Nothing drives it: there is one gas, at one temperature.',
  },
  {
    title: 'It is the Gibbs state',
    view: 'relaxation',
    tree: fig1,
    shows: ({ stationary: { gibbsResidual } }) => gibbsResidual !== null && gibbsResidual < 1e-9,
    text:
      'Drag the start in the triangle: every path ends at the populations e^(−βE). What flows into a level flows ' +
      'out of it around the loop, which is all that equilibrium asks for.',
  },
  {
    title: 'Reverse the flux',
    view: 'balance',
    tree: withValue(fig1, ['system', 'ring', 'flux'], '-3/4'),
    shows: (point) => clearly(point, 2, 0) && current(point, 2, 0) < 0,
    text: 'The loop turns the other way, equally fast: the flux reversed is the motion reversed.',
  },
  {
    title: 'Two equal couplings',
    view: 'balance',
    tree: presetOf('equal-couplings').tree,
    shows: holds,
    text:
      'The flux is on, but two dots couple alike. Exchanging them undoes the reversal of the flux: a hidden ' +
      'antiunitary symmetry, and the loop stands still.',
  },
  {
    title: 'Born sees nothing',
    view: 'balance',
    tree: presetOf('born').tree,
    shows: holds,
    text:
      'In the Born approximation T is Hermitian and balance holds. The violation is an interference of first and ' +
      'second order; perturbation theory at its lowest order misses it.',
  },
  {
    title: 'A current without dissipation',
    view: 'relaxation',
    tree: fig1,
    shows: ({ entropyProduction: { total, totalError, schnakenberg } }) =>
      total !== null &&
      schnakenberg !== null &&
      schnakenberg > 1e-6 &&
      Math.abs(total) <= Math.max(totalError ?? 0, 1e-12),
    text:
      'From the currents alone an observer would infer that entropy is produced all the time. The violation takes' +
      ' back exactly as much: the total is zero, and the loop turns for ever, at no cost.',
  },
]
