import { describe, expect, test } from 'vitest'
import {
  deltaPotential,
  gaussianPotential,
  hamiltonianSystem,
  potentialInteraction,
  sumOfPotentials,
  type Complex,
} from '../../src/model/index.js'
import { channelScatterer, wavePacket, type WavePacket } from '../../src/scattering/index.js'
import { modulus, minus, transitionsAt } from '../support/batches.js'

const hamiltonian = [0, 0.3, -0.2].map((onsite, i) =>
  [0, 1, 2].map((j): Complex =>
    i === j ? [onsite, 0] : [-0.7 * Math.cos(0.4), ((j - i + 3) % 3 === 1 ? 0.7 : -0.7) * Math.sin(0.4)],
  ),
)
const system = hamiltonianSystem(hamiltonian)
const interaction = potentialInteraction(
  [
    [1.5, 0.5, -0.4],
    [-1, 0.6, 0.1],
    [0.8, 0.45, 0.5],
  ].map(([height, width, center]) => gaussianPotential({ height: height!, width: width!, center: center! })),
)
const scatterer = channelScatterer({ system, interaction, mass: 1 })

const sent = (direction: 1 | -1, timeStep: number): WavePacket => {
  const packet = wavePacket({
    system,
    interaction,
    mass: 1,
    level: 0,
    packet: { position: -40 * direction, momentum: 3 * direction, width: 5 },
    grid: { length: 256, points: 2048 },
    timeStep,
  })
  packet.advanceTo(42)
  return packet
}

/** max |S_packet − S_solver| over all outgoing channels and all energies of the packet above a tenth of its peak. */
function worst(packet: WavePacket, direction: 1 | -1): { error: number; compared: number } {
  let [error, compared] = [0, 0]
  for (const level of [0, 1, 2]) {
    for (const outgoing of [1, -1] as const) {
      for (const { energy, re, im } of packet.amplitudes({ level, direction: outgoing }, 0.1)) {
        const [row, column] = [2 * level + (outgoing > 0 ? 0 : 1), direction > 0 ? 0 : 1]
        const s = transitionsAt(scatterer, 0, energy - system.levels[0]!)(row, column)
        error = Math.max(error, modulus(minus({ re: re - (row === column ? 1 : 0), im }, s)))
        compared++
      }
    }
  }
  return { error, compared }
}

describe('a wave packet sent through the full Hamiltonian', () => {
  test('leaves with the amplitudes of the solver, energy by energy, from either side', () => {
    for (const direction of [1, -1] as const) {
      const packet = sent(direction, 0.04)
      const { error, compared } = worst(packet, direction)
      expect(compared).toBeGreaterThan(100)
      expect(error).toBeLessThan(3e-5)
      expect(Math.abs(packet.norm() - 1)).toBeLessThan(1e-11)
    }
  })

  test('the rest is the time step, of fourth order', () => {
    const errors = [0.08, 0.04, 0.02].map((timeStep) => worst(sent(1, timeStep), 1).error)
    errors.slice(1).forEach((error, i) => {
      expect(Math.log2(errors[i]! / error)).toBeGreaterThan(3.5)
    })
  })

  test('without potentials flies on', () => {
    const free = wavePacket({
      system,
      interaction: potentialInteraction([0, 1, 2].map(() => sumOfPotentials([]))),
      mass: 2,
      level: 1,
      packet: { position: -10, momentum: 3, width: 2 },
      grid: { length: 80, points: 512 },
      timeStep: 1,
    })
    free.advanceTo(8)
    expect(free.sides()[1]!.right).toBeCloseTo(0.6, 0)
    expect(free.sides()[0]!.right).toBeLessThan(1e-20)
    for (const { re, im } of free.amplitudes({ level: 1, direction: 1 }, 0.1))
      expect(Math.hypot(re - 1, im)).toBeLessThan(1e-11)
  })

  test('refuses what no grid resolves', () => {
    const options = {
      system,
      interaction,
      mass: 1,
      level: 0,
      packet: { position: -40, momentum: 3, width: 5 },
      grid: { length: 256, points: 2048 },
      timeStep: 0.1,
    }
    expect(() =>
      wavePacket({
        ...options,
        interaction: potentialInteraction([0, 1, 2].map(() => deltaPotential({ strength: 1 }))),
      }),
    ).toThrow('without deltas')
    expect(() => wavePacket({ ...options, grid: { length: 256, points: 1000 } })).toThrow('a power of two')
    expect(() => wavePacket({ ...options, level: 3 })).toThrow('a level from 0 to 2')
    expect(() => wavePacket({ ...options, timeStep: 0 })).toThrow('timeStep')
  })
})
