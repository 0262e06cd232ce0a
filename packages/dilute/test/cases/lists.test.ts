import { describe, expect, test } from 'vitest'
import type { ScatterResults } from '../../src/study/running/scatter.js'
import { testFolder, type Finished } from '../command/dilute.js'

/** Bound states, resonances, delay times and poles that were lost or wrong, asked of the command. */

const { dilute, write } = testFolder()

interface Potential {
  readonly expression: string
  readonly to: number
  readonly from?: number
  readonly ends?: string
  readonly mass?: number
  readonly core?: number
  readonly dimension?: number
}

let written = 0
/** `dilute scatter` of one potential. */
function run(
  { expression, to, from = 0, ends, mass = 1, core, dimension = 3 }: Potential,
  ...args: string[]
): Finished {
  const potentials = [{ expression, from, to, ...(ends === undefined ? {} : { ends }) }]
  const interaction = { potentials, ...(core === undefined ? {} : { core }) }
  const file = `${++written}.json`
  write(
    file,
    JSON.stringify({ system: { hamiltonian: [[0]] }, gas: { dimension, mass, density: 1, beta: 1 }, interaction }),
  )
  return dilute('scatter', file, ...args, '--json')
}
function scattered(potential: Potential, ...args: string[]): ScatterResults {
  const { code, stdout, stderr } = run(potential, ...args)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as ScatterResults
}
const near = (x: number, places = 9): number => expect.closeTo(x, places) as number

describe('bound states of a well that is narrow beside its support', () => {
  const well = (to: number, rest: Partial<Potential> = {}): Potential => ({
    expression: '-20/(1 + r^6)',
    to,
    ends: 'jump',
    ...rest,
  })
  const line = (to: number): Potential => well(to, { expression: '-20/(1 + q^6)', from: -to, dimension: 1 })

  test.each([300, 400, 500])('about a centre, up to %d', (to) => {
    const { boundStates, complete } = scattered(well(to), '--energy', '1', '--angular-momenta', '0')
    expect(boundStates!.map(({ energy }) => energy)).toEqual([near(-15.0716057663), near(-5.2002005088)])
    expect(complete.boundStates).toBe(true)
  })

  test.each([300, 1000])('on a line, up to %d', (to) => {
    const { boundStates } = scattered(line(to), '--energy', '1')
    expect(boundStates!.map(({ nodes }) => nodes)).toEqual([0, 1, 2, 3, 4])
    expect(boundStates!.map(({ energy }) => energy)).toEqual(
      [-18.6652901346, -15.0716057663, -10.2033270907, -5.2002005088, -1.3177287165].map((energy) => near(energy)),
    )
  })
})

const lennardJones: Potential = { expression: '3761*(r^(-12)-2*r^(-6))', to: 20, mass: 0.5, ends: 'jump' }

test('fifteen s-states of a Lennard-Jones potential, each once', () => {
  const { boundStates } = scattered(
    { ...lennardJones, from: 0.75, core: 0.75 },
    '--energy',
    '1',
    '--angular-momenta',
    '0',
  )
  expect(boundStates!.map(({ nodes }) => nodes)).toEqual(Array.from({ length: 15 }, (_, n) => n))
  expect(new Set(boundStates!.map(({ energy }) => energy.toFixed(4))).size).toBe(15)
})

test.each([20, 300])('its wall from r = 0.3 on names the remedy, and the remedy helps, up to %d', (to) => {
  const { code, stderr } = run({ ...lennardJones, from: 0.3, to }, '--energy', '1', '--angular-momenta', '0')
  expect(code).toBe(1)
  const [, core] = /give that as core: ([\d.]+) in the interaction/.exec(stderr)!
  const { boundStates } = scattered(
    { ...lennardJones, from: 0.3, to, core: Number(core) },
    '--energy',
    '1',
    '--angular-momenta',
    '0',
  )
  expect(boundStates).toHaveLength(15)
  expect(boundStates![0]!.energy).toBeCloseTo(-3403.47327901, 7)
})

describe('resonances behind 7.5 r² e^{−r}', () => {
  const barrier = (to: number, mass: number): Potential => ({ expression: '7.5*r^2*exp(-r)', to, mass })
  const ofWave = ({ resonances }: ScatterResults, wave: number) =>
    resonances.filter(({ angularMomentum: l }) => l === wave)

  test.each([60, 100, 1000])('of a particle of mass 1, up to %d', (to) => {
    const [first] = ofWave(scattered(barrier(to, 1), '--energy', '5'), 0)
    expect(first).toMatchObject({ energy: near(3.42639031015), width: near(0.02554896119) })
  })

  test('of one of mass 5 up to the top and beyond, in every wave', () => {
    const results = scattered(barrier(60, 5), '--energy', '5')
    expect(ofWave(results, 0).map(({ energy }) => energy)).toEqual([
      near(1.916656688),
      near(3.579242448),
      near(4.33888, 3),
    ])
    expect(ofWave(results, 1).map(({ energy }) => energy)).toEqual([near(2.936261255), near(4.110783104)])
    expect(results.complete.resonances).toBe(true)
  })
})

test('a broad pole stays where it is, and guesses a hundredth off lead to it', () => {
  const yukawa: Potential = {
    expression: '(678.1*exp(-2.55*r)-166.0*exp(-0.68*r))/r',
    from: 0.001,
    to: 60,
    mass: 1 / 55.294,
    ends: 'jump',
  }
  const { poles } = scattered(
    yukawa,
    '--energy',
    '1',
    '--pole',
    '1.26661446,4.00466902,1',
    '1.2792806,4.0047,1',
    '1.2666,3.9646,1',
  )
  expect(poles).toHaveLength(3)
  for (const pole of poles!)
    expect(pole).toMatchObject({ energy: near(1.26661446, 6), width: near(4.00466902, 6), artificial: false })
})

test('delay times about three dots at one centre are those of a smooth curve', () => {
  write(
    'dots.yaml',
    `
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 3, mass: 1, density: 1, beta: 2 }
interaction:
  potentials:
    - [{ square: { height: -20, from: 0, to: 1 } }, { square: { height: 15, from: 1, to: 1.5 } }]
    - { square: { height: 5, from: 0, to: 1 } }
    - zero
`,
  )
  const { stdout } = dilute('scatter', 'dots.yaml', '--energy', '0.999,1,1.001', '--delay-times', '--json')
  const { energies } = JSON.parse(stdout) as ScatterResults
  expect(energies.map(({ delayTime }) => delayTime)).toEqual([
    near(-13.6980668376),
    near(-13.6993021333),
    near(-13.7005386881),
  ])
  energies.forEach(({ delayTimeError }) => {
    expect(delayTimeError).toBeLessThan(1e-9)
  })
})
