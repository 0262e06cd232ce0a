/** Studies to begin with, each a statement of the paper. */
import type { Tree } from '../engine/protocol.js'

export interface Preset {
  readonly id: string
  readonly title: string
  /** What is to be seen, in one sentence. */
  readonly statement: string
  readonly view: 'balance' | 'relaxation' | 'scattering' | 'gases' | 'map'
  readonly tree: Tree
}

const ring = { ring: { sites: 3, tunneling: '-1/(2*sqrt(3))', flux: '3/4' } }
const gas = { dimension: 1, mass: 1, density: 1, beta: 2 }
const contact = { contact: { strengths: [1, 0.7, 1.5], positions: [0, 0, 0] } }
const fig1: Tree = {
  title: 'Broken detailed balance at equilibrium',
  system: ring,
  gas,
  interaction: contact,
  normalization: 'paper',
}

export const presets: readonly Preset[] = [
  {
    id: 'fig1',
    title: 'Fig. 1 of the paper',
    view: 'balance',
    tree: fig1,
    statement:
      'Three dots in a magnetic flux, one gas, one temperature: the state is the Gibbs state, and yet ' +
      'probability turns around.',
  },
  {
    id: 'equal-couplings',
    title: 'Two equal couplings',
    view: 'balance',
    tree: {
      ...fig1,
      title: 'Two equal couplings restore balance',
      interaction: { contact: { strengths: [1, 1, 1.5], positions: [0, 0, 0] } },
    },
    statement: 'Exchanging the two equal dots undoes what time reversal does to the flux: every I is 1 again.',
  },
  {
    id: 'no-flux',
    title: 'No flux',
    view: 'balance',
    tree: {
      ...fig1,
      title: 'No flux, no currents',
      system: { ring: { sites: 3, tunneling: '-1/(2*sqrt(3))', flux: 0, onsite: [0, 0.3, -0.2] } },
    },
    statement: 'Without a flux the Hamiltonian is real: time reversal holds, and detailed balance with it.',
  },
  {
    id: 'born',
    title: 'Born approximation',
    view: 'balance',
    tree: { ...fig1, title: 'Born: balance to lowest order', scattering: { method: 'born' } },
    statement:
      'To lowest order in the coupling T is Hermitian: detailed balance holds, whatever the flux. The violation' +
      ' begins with interference.',
  },
  {
    id: 'three-dimensions',
    title: 'Three dimensions',
    view: 'balance',
    tree: {
      title: 'Three dots in space',
      system: ring,
      gas: { dimension: 3, mass: 1, density: 0.05, beta: 2 },
      interaction: {
        contact: {
          scatteringLengths: [0.6, -0.9, 1.4],
          positions: [
            [0, 0, 0],
            [0, 0, 0],
            [0, 0, 0],
          ],
        },
      },
    },
    statement:
      'The same in a gas in space, with scattering lengths in place of strengths: nothing depends on one dimension.',
  },
  {
    id: 'separated',
    title: 'Separated dots',
    view: 'scattering',
    tree: {
      ...fig1,
      title: 'Dots apart',
      normalization: 'physical',
      system: { ring: { sites: 3, tunneling: '-1/(2*sqrt(3))', flux: '3/4' } },
      gas: { ...gas, density: 0.1 },
      interaction: { contact: { strengths: [-1, -1.2, -0.8], positions: [-2, 0, 2.4] } },
    },
    statement:
      'Dots apart that attract hold the gas particle for a while: resonances between the levels, bound states ' +
      'below them.',
  },
  {
    id: 'gaussian',
    title: 'Gaussian potentials',
    view: 'balance',
    tree: {
      title: 'Three dots with Gaussian potentials',
      system: { ring: { sites: 3, tunneling: -0.7, flux: '0.6/pi', onsite: [0, 0.3, -0.2] } },
      gas: { ...gas, density: 0.1, beta: 1 },
      interaction: {
        potentials: [
          { gaussian: { height: 1.5, width: 0.5, center: -0.4 } },
          { gaussian: { height: -1, width: 0.6, center: 0.1 } },
          { gaussian: { height: 0.8, width: 0.45, center: 0.5 } },
        ],
      },
    },
    statement: 'Potentials of a width, solved as coupled channels: the violation is no artefact of contacts.',
  },
  {
    id: 'two-gases',
    title: 'Two gases',
    view: 'gases',
    tree: {
      title: 'Three dots between a hot and a cold gas',
      system: ring,
      baths: [
        { name: 'hot', gas: { ...gas, density: 0.1, beta: 0.5 }, interaction: { contact: { strengths: [1, 0.7, 0] } } },
        {
          name: 'cold',
          gas: { ...gas, density: 0.1, beta: 2 },
          interaction: { contact: { strengths: [0, 0.8, 1.5] } },
        },
      ],
    },
    statement: 'Heat flows through the ring from the hot gas to the cold one, and only now entropy is produced.',
  },
]

export const presetOf = (id: string): Preset => presets.find((one) => one.id === id) ?? presets[0]!
