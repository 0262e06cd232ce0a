import { describe, expect, test } from 'vitest'
import type { ScatterResults } from '../../src/study/running/scatter.js'
import { ring } from '../study/examples.js'
import { testFolder } from './dilute.js'

/** Bound states of some energies and angular momenta, and poles from guesses, as asked of the command. */

const { dilute, write } = testFolder()
write('contacts.yaml', ring)
write(
  'well.yaml',
  `
system: { hamiltonian: [[0]] }
gas: { dimension: 3, mass: 1, density: 1, beta: 1 }
interaction: { potentials: [{ expression: "-20/(1 + r^6)", from: 0, to: 30, ends: jump }] }`,
)
write(
  'barrier.yaml',
  `
system: { hamiltonian: [[2]] }
gas: { dimension: 3, mass: 1, density: 1, beta: 1 }
interaction: { potentials: [{ expression: "7.5*r^2*exp(-r)", from: 0, to: 60 }] }`,
)
write(
  'line.yaml',
  `
system: { hamiltonian: [[0]] }
gas: { dimension: 1, mass: 1, density: 1, beta: 1 }
interaction: { potentials: [{ gaussian: { height: -3, width: 1 } }] }`,
)

const scattered = (...args: string[]): ScatterResults => {
  const { code, stdout, stderr } = dilute('scatter', ...args, '--json')
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as ScatterResults
}
const near = (energy: number): number => expect.closeTo(energy, 9) as number

const states = [
  { energy: near(-15.0716057663), angularMomentum: 0, nodes: 0 },
  { energy: near(-10.6868887294), angularMomentum: 1, nodes: 0 },
  { energy: near(-5.8895877711), angularMomentum: 2, nodes: 0 },
  { energy: near(-5.2002005088), angularMomentum: 0, nodes: 1 },
  { energy: near(-1.2370892931), angularMomentum: 1, nodes: 1 },
  { energy: near(-1.0892399275), angularMomentum: 3, nodes: 0 },
]

describe('bound states', () => {
  test('are all listed unless some are asked for, with nodes and ℓ', () => {
    const { boundStates, complete } = scattered('well.yaml', '--energy', '1')
    expect(boundStates).toMatchObject(states)
    expect(boundStates).toHaveLength(states.length)
    expect(complete.boundStates).toBe(true)
  })

  test('between two energies', () => {
    const { boundStates, complete } = scattered('well.yaml', '--energy', '1', '--bound-states', '-22/2,-1.2')
    expect(boundStates).toMatchObject(states.slice(1, 5))
    expect(boundStates).toHaveLength(4)
    expect(complete.boundStates).toBe(true)
  })

  test('of some angular momenta', () => {
    const list = (waves: string) => scattered('well.yaml', '--energy', '1', '--angular-momenta', waves).boundStates
    const ofWaves = (from: number, to: number) => states.filter(({ angularMomentum: l }) => l >= from && l <= to)
    for (const [waves, from, to] of [
      ['1', 1, 1],
      ['1,2', 1, 2],
      ['3,9', 3, 9],
      ['5', 5, 5],
    ] as const) {
      expect(list(waves)).toMatchObject(ofWaves(from, to))
      expect(list(waves)).toHaveLength(ofWaves(from, to).length)
    }
  })

  test('stand in the table', () => {
    const { stdout } = dilute('scatter', 'well.yaml', '--energy', '1')
    expect(stdout).toMatch(/energy +ℓ +states below it\n/)
    expect(stdout).toMatch(/\n +-5\.2002\d ± \S+ +0 +1\n/)
  })
})

test('resonances of some angular momenta', () => {
  const all = scattered('barrier.yaml', '--from', '2', '--to', '8', '--points', '2')
  expect(all.resonances.map(({ angularMomentum: l }) => l)).toEqual(expect.arrayContaining([0, 1]))
  const one = scattered('barrier.yaml', '--from', '2', '--to', '8', '--points', '2', '--angular-momenta', '1')
  expect(one.resonances).toEqual(all.resonances.filter(({ angularMomentum: l }) => l === 1))
})

describe('poles from guesses', () => {
  test('are total energies with their errors, one for each guess, also as arithmetic', () => {
    const { poles } = scattered('barrier.yaml', '--energy', '3', '--pole', '2+3.4,0.03', '7.5,0.5,1', '5,40')
    expect(poles).toHaveLength(3)
    expect(poles![0]).toMatchObject({
      energy: near(5.42639031015),
      width: near(0.02554896119),
      angularMomentum: 0,
      artificial: false,
    })
    expect(poles![0]).toMatchObject({ guess: { energy: 5.4, width: 0.03 } })
    expect(poles![1]).toMatchObject({ angularMomentum: 1, artificial: false })
    expect(poles![2]).toEqual({ guess: { energy: 5, width: 40 }, reason: expect.any(String) as string })
  })

  test('stand in the table', () => {
    const { stdout } = dilute('scatter', 'barrier.yaml', '--energy', '3', '--pole', '5.4,0.03', '--pole', '5,40')
    expect(stdout).toContain('Pole from E = 5.4, width 0.03: E = 5.42639, width 0.025549')
    expect(stdout).toMatch(/Pole from E = 5, width 40: none, \w/)
  })
})

test.each([
  ['well.yaml', '--bound-states', '-1', '--bound-states: expected two ascending energies, found "-1"'],
  ['well.yaml', '--bound-states', '-1,-2', '--bound-states: expected two ascending energies'],
  ['well.yaml', '--bound-states', '-1,x', '--bound-states: expected a number, found "x"'],
  ['well.yaml', '--angular-momenta', '2,1', '--angular-momenta: expected ℓ or two ascending ones as 0,4, found "2,1"'],
  ['well.yaml', '--angular-momenta', '0.5', '--angular-momenta: expected'],
  ['well.yaml', '--pole', '1', '--pole: expected ENERGY,WIDTH or ENERGY,WIDTH,ℓ with a positive width, found "1"'],
  ['well.yaml', '--pole', '1,-2', '--pole: expected'],
  ['well.yaml', '--pole', '1,2,0.5', '--pole: expected'],
  ['line.yaml', '--pole', '1,2,1', '--pole: expected no angular momentum'],
  ['line.yaml', '--angular-momenta', '1', '--angular-momenta: expected no angular momentum'],
  ['contacts.yaml', '--angular-momenta', '1', '--angular-momenta: expected no angular momentum'],
])('%s %s %s is refused', (study, option, value, says) => {
  const { code, stderr, stdout } = dilute('scatter', study, '--energy', '1', option, value)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(says)
})
