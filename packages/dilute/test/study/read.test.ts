import { describe, expect, test } from 'vitest'
import type { ContactConfig, StudyConfig } from '../../src/study/index.js'
import { readStudy } from '../../src/study/read/read.js'
import { locateInStudy, studyError } from '../../src/study/read/study.js'
import { changed, inDimension, ring, withContact, withLine, withSystem } from './examples.js'

const config = (text: string, set: readonly string[] = []) => readStudy(text, { file: 'a.yaml', set }).config

describe('a study is read', () => {
  test('with its arithmetic evaluated and its defaults filled in', () => {
    expect(config(ring)).toEqual({
      title: 'three dots',
      system: { ring: { sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 0.75 } },
      gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
      interaction: { contact: { strengths: [1, 0.7, 1.5], positions: [0, 0, 0] } },
      scattering: { method: 'exact' },
      normalization: 'physical',
    })
  })

  test('from JSON as from YAML', () => {
    const json = {
      $schema: 'https://example.org/study.schema.json',
      title: 'three dots',
      system: { ring: { sites: 3, tunneling: '-1/(2*sqrt(3))', flux: '3/4' } },
      gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
      interaction: { contact: { strengths: [1, 0.7, 1.5] } },
    }
    expect(config(JSON.stringify(json))).toEqual(config(ring))
  })

  test('with complex numbers in every spelling', () => {
    const matrix = withContact('{ strengths: [1, 0] }').replace(
      / {2}ring.*/,
      '  hamiltonian: [[0, "0.1-0.2i"], [[0.1, 1/5], 3/10]]',
    )
    expect(config(matrix).system).toEqual({
      hamiltonian: [
        [
          [0, 0],
          [0.1, -0.2],
        ],
        [
          [0.1, 0.2],
          [0.3, 0],
        ],
      ],
    })
    const lattice = withSystem(
      'lattice: { onsite: [0, 1, 2], bonds: [{ from: 0, to: 1, amplitude: 0.3i }, { from: 2, to: 1, amplitude: ' +
        '[0, 1] }] }',
    )
    expect(config(lattice).system).toEqual({
      lattice: {
        onsite: [0, 1, 2],
        bonds: [
          { from: 0, to: 1, amplitude: [0, 0.3] },
          { from: 2, to: 1, amplitude: [0, 1] },
        ],
      },
    })
  })

  test('a matrix may miss being Hermitian by rounding, not by more', () => {
    const matrix = (entry: string) =>
      withContact('{ strengths: [1, 0] }').replace(/ {2}ring.*/, `  hamiltonian: [[1, ${entry}], [0.5, 2]]`)
    expect(() => config(matrix('0.5000000000000004'))).not.toThrow()
    expect(() => config(matrix('0.50000000001'))).toThrow('system.hamiltonian[0][1]')
  })

  test('in two and three dimensions', () => {
    expect(contactOf(config(inDimension(2, '{ scatteringLengths: [1, 2, 3] }')))).toEqual({
      scatteringLengths: [1, 2, 3],
      positions: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    })
    const placed = inDimension(3, '{ scatteringLengths: [-1, 2, 3], positions: [[0, 0, 1/2], [0, 0, 0], [1, 2, pi]] }')
    expect(contactOf(config(placed))).toEqual({
      scatteringLengths: [-1, 2, 3],
      positions: [
        [0, 0, 0.5],
        [0, 0, 0],
        [1, 2, Math.PI],
      ],
    })
  })

  test('with every method', () => {
    expect(config(withLine('scattering: { method: born }')).scattering).toEqual({ method: 'born' })
    expect(config(withLine('scattering: { method: series, order: 4 }')).scattering).toEqual({
      method: 'series',
      order: 4,
    })
  })

  test('a thousand sites are allowed, a strength of zero and an empty gas too', () => {
    const large = changed(withContact(`{ strengths: [${'0, '.repeat(999)}1] }`), 'sites: 3', 'sites: 1000')
    expect(contactOf(config(changed(large, 'density: 1', 'density: 0'))).positions).toHaveLength(1000)
  })

  test('with merge keys: what stands beside them is added or takes the place of what comes with them', () => {
    const dots = 'interaction: { contact: { strengths: [1, 0.7, 1.5] } }'
    const two = (cold: string) => `system: { ring: { sites: 3, tunneling: -0.3, flux: 3/4 } }
baths:
  - { name: hot, gas: &gas { dimension: 1, mass: 1, density: 1, beta: 1 }, ${dots} }
  - { name: cold, gas: ${cold}, ${dots} }
`
    expect(config(two('{ <<: *gas, beta: 3 }'))).toEqual(config(two('{ dimension: 1, mass: 1, density: 1, beta: 3 }')))
  })

  test('a matrix of 300 × 300 complex numbers, in JSON, hardly slower than JSON itself', () => {
    const n = 300
    const hamiltonian = Array.from({ length: n }, (_, k) =>
      Array.from({ length: n }, (__, l) => [1 / (1 + Math.abs(k - l)), (k - l) / n]),
    )
    const text = JSON.stringify({
      system: { hamiltonian },
      gas: { dimension: 1, mass: 1, density: 1, beta: 1 },
      interaction: { contact: { strengths: hamiltonian.map(() => 1) } },
    })
    expect(config(text).system).toEqual({ hamiltonian })
  })

  test('with anchors and aliases', () => {
    const text =
      `system: { lattice: { onsite: &zero [0, 0, 0], bonds: [] } }\ngas: { dimension: 1, mass: 1, ` +
      `density: 1, beta: 1 }\ninteraction: { contact: { strengths: [1, 2, 3], positions: *zero } }\n`
    expect(contactOf(config(text)).positions).toEqual([0, 0, 0])
    expect(contactOf(config(text, ['system.lattice.onsite.1=5'])).positions).toEqual([0, 0, 0])
  })
})

describe('values from outside', () => {
  test('replace those of the text, later ones those before', () => {
    expect(
      config(ring, [
        'gas.beta=1/2',
        'gas.beta=3',
        'interaction.contact.strengths.1=9',
        'interaction.contact.strengths[2]=8',
      ]),
    ).toMatchObject({ gas: { beta: 3 }, interaction: { contact: { strengths: [1, 9, 8] } } })
    expect(
      config(ring, ['scattering={ method: series, order: 2 }', 'normalization=paper', 'title=other dots']),
    ).toMatchObject({ scattering: { method: 'series', order: 2 }, normalization: 'paper', title: 'other dots' })
  })

  test('make what is missing, single entries of lists with defaults too', () => {
    expect(config(ring, ['scattering.method=born']).scattering).toEqual({ method: 'born' })
    expect(contactOf(config(ring, ['interaction.contact.positions.1=0.5'])).positions).toEqual([0, 0.5, 0])
    expect(config(ring, ['system.ring.onsite.2=1']).system).toMatchObject({ ring: { onsite: [0, 0, 1] } })
    expect(
      contactOf(config(inDimension(2, '{ scatteringLengths: [1, 2, 3] }'), ['interaction.contact.positions.1.0=1']))
        .positions,
    ).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
    ])
  })

  test('take a part out with null', () => {
    expect(config(withLine('normalization: paper'), ['normalization=null']).normalization).toBe('physical')
    expect(config(ring, ['system.ring=null', 'system.hamiltonian=[[1,0,0],[0,2,0],[0,0,3]]']).system).toEqual({
      hamiltonian: [
        [
          [1, 0],
          [0, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [2, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 0],
          [3, 0],
        ],
      ],
    })
  })
})

describe('places', () => {
  const study = readStudy(ring, { file: 'a.yaml', set: ['gas.mass=2'] })

  test('of a value, an entry, a part, and of the nearest parent of what is missing', () => {
    expect(locateInStudy(study, 'gas.beta')).toEqual({ line: 4, column: 49 })
    expect(locateInStudy(study, 'interaction.contact.strengths[2]')).toEqual({ line: 6, column: 34 })
    expect(locateInStudy(study, ['interaction', 'contact', 'strengths', 2])).toEqual({ line: 6, column: 34 })
    expect(locateInStudy(study, 'system')).toEqual({ line: 2, column: 1 })
    expect(locateInStudy(study, 'system.ring.onsite')).toEqual({ line: 3, column: 9 })
  })

  test('there is none for what came from outside', () => {
    expect(locateInStudy(study, 'gas.mass')).toBeUndefined()
  })

  test('an error of the study carries them', () => {
    expect(studyError(study, [{ path: ['gas', 'beta'], expected: 'warmth', found: 'none' }]).message).toBe(
      'a.yaml:4:49: gas.beta: expected warmth, found none',
    )
  })

  test.each([
    [1, ['sweep.0.set=gas.dimension', 'sweep.0.points=2'], '--set sweep.0.set=gas.dimension'],
    [1, ['sweep.0.from=-3'], '--set sweep.0.from=-3'],
    [1, ['sweep.0={ set: gas.beta, values: [1, -3] }', 'sweep.0.values.1=-2'], '--set sweep.0.values.1=-2'],
    // how many there are is not what is wrong
    [-1, ['sweep.0.points=3'], 'a.yaml:8:5'],
  ])('a wrong point of a sweep from %d with %j is laid to what set it', (from, set, place) => {
    const sweep = `sweep:\n  - { set: gas.beta, from: ${from}, to: 4, points: 2 }`
    expect(() => readStudy(`${ring}${sweep}`, { file: 'a.yaml', set })).toThrow(`${place}: sweep[0]: gas.`)
  })
})

function contactOf({ interaction }: StudyConfig): ContactConfig {
  if (!interaction || !('contact' in interaction)) throw new Error('no contacts')
  return interaction.contact
}
