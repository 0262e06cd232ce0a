import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readStudy, runStudy, type PointResults, type SweepResults } from '../../src/study/index.js'

/** A point gives the same bytes alone, in a sweep, and in any order. */

const example = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../examples/${name}.yaml`, import.meta.url)), 'utf8')

async function alone(text: string, set: Readonly<Record<string, number>>): Promise<string> {
  const settings = Object.entries(set).map(([path, value]) => `${path}=${value}`)
  const point = (await runStudy(readStudy(text, { file: 'alone', set: ['sweep=null', ...settings] }))) as PointResults
  return JSON.stringify({ ...point, certificates: undefined })
}

async function swept(text: string, sweep: string): Promise<SweepResults> {
  return (await runStudy(readStudy(text, { file: 'swept', set: ['sweep=null', `sweep=${sweep}`] }))) as SweepResults
}

describe('a point is the same alone and among others', () => {
  test.each([
    ['prl-fig1', '[{ set: gas.beta, values: [40, 0.2, 3.1, 3.16, 3.2] }, { set: gas.density, values: [2, 0.5] }]'],
    ['two-baths', '[{ set: baths.0.gas.beta, values: [2, 0.3] }]'],
    ['gaussian-ring', '[{ set: gas.beta, values: [1.3, 0.9] }]'],
  ])('%s', async (name, sweep) => {
    const text = example(name)
    const { points } = await swept(text, sweep)
    for (const { set, ...point } of points) expect(JSON.stringify(point)).toBe(await alone(text, set))
    const backwards = sweep.replace(
      /values: \[([^\]]*)\]/g,
      (_, list: string) => `values: [${list.split(',').reverse().join(', ')}]`,
    )
    const turned = await swept(text, backwards)
    expect([...turned.points].reverse()).toEqual(points)
  })
})
