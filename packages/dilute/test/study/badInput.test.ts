import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStudy } from '../../src/study/read/read.js'
import { sentence, StudyError } from '../../src/study/problem/problem.js'
import { badStudies } from './badInput.js'
import { ring, withBeta, withLine } from './examples.js'

describe('an invalid study is refused with its place, its path, what was expected and what was found', () => {
  test.each(badStudies)('%s', (_, text, place, path, says) => {
    const [first] = refusal(text).message.split('\n')
    expect(first).toMatch(new RegExp(`^a\\.yaml:${place}`))
    expect(first).toContain(path === '' ? ': expected ' : `: ${path}: expected `)
    expect(first).toContain(says)
    expect(first).toMatch(/expected .+, found .+/)
  })

  test('the same in JSON', () => {
    const text = JSON.stringify(
      {
        system: { hamiltonian: [[1]] },
        gas: { dimension: 1, mass: 1, density: 1, beta: '-1/2' },
        interaction: { contact: { strengths: [1] } },
      },
      null,
      2,
    )
    expect(refusal(text).message).toBe('a.yaml:13:13: gas.beta: expected a positive number, found -0.5 ("-1/2")')
  })

  test('with the line ends of Windows and a byte order mark', () => {
    expect(refusal(`\uFEFF${withBeta('-3')}`.replaceAll('\n', '\r\n')).problems[0]).toMatchObject({
      line: 4,
      column: 49,
    })
    expect(refusal('\uFEFFgas: 3').problems[0]).toMatchObject({ line: 1, column: 1 })
  })

  test('the problems are plain data, their paths lists', () => {
    const error = refusal(withBeta('-3'))
    const problem = {
      file: 'a.yaml',
      line: 4,
      column: 49,
      path: ['gas', 'beta'],
      expected: 'a positive number',
      found: '-3',
    }
    expect(error).toMatchObject({ name: 'StudyError', problems: [problem] })
    expect(JSON.parse(JSON.stringify(error.problems))).toEqual([problem])
    expect(error.message).toBe(error.problems.map(sentence).join('\n'))
  })

  test('every problem has its line, misspelt keys first', () => {
    const lines = refusal(withBeta('-3').replace('mass', 'mas').replace('flux: 3/4', 'flux: true')).message.split('\n')
    expect(lines.map((line) => line.split(': ')[1])).toEqual(['gas.mas', 'system.ring.flux', 'gas.mass', 'gas.beta'])
  })

  test('whatever is done to the text, it is a study or a StudyError with a place', () => {
    const text = withLine('sweep: [{ set: gas.beta, from: 1, to: 2, points: 3 }, { set: gas.mass, values: [1, 2] }]')
    const scraps = fc.constantFrom(
      '',
      ' ',
      '\n',
      '\t',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '- ',
      '*a',
      '&a ',
      '"',
      "'",
      '#',
      '!',
      '|',
      '0',
      '-',
      'i',
      '.',
      'null',
      '? ',
      '<<: ',
      '%',
      '@',
      '\u0000',
    )
    const edit = fc.record({ at: fc.nat(text.length), length: fc.nat(6), scrap: scraps })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const edited = edits.reduce(
          (before, { at, length, scrap }) => before.slice(0, at) + scrap + before.slice(at + length),
          text,
        )
        expect(placeOf(edited)).toMatch(/^(valid|a\.yaml:\d+:\d+: .*expected .+, found .+)/)
      }),
      { numRuns: 500 },
    )
  })

  test('a long list of problems is cut', () => {
    const lines = refusal(ring.replace('[1, 0.7, 1.5]', `[${'x, '.repeat(50)}1]`)).message.split('\n')
    expect(lines).toHaveLength(9)
    expect(lines.at(-1)).toBe('… and 42 more')
  })
})

describe('a value that was set from outside is named as such', () => {
  test.each([
    ['gas.beta=-3', 'gas.beta', 'expected a positive number, found -3'],
    ['gas={ beta: -3 }', 'gas.dimension', 'expected 1, 2 or 3, found nothing'],
    ['gas.betta=1', 'gas.betta', 'did you mean beta?'],
    ['gas.beta=', 'gas.beta', 'expected a positive number, found nothing'],
    ['gas.beta=null', 'gas.beta', 'expected a positive number, found nothing'],
    ['gas.beta=[1', 'gas.beta', 'expected YAML or JSON'],
    ['gas.beta=2pi', 'gas.beta', 'missing operator'],
    ['gas.beta.x=1', 'gas.beta.x', 'expected an entry x, found 2'],
    [
      'interaction.contact.strengths.7=1',
      'interaction.contact.strengths[7]',
      'expected an entry 7, found entries 0 to 2',
    ],
    ['interaction.contact.strengths[1]=a', 'interaction.contact.strengths[1]', 'unknown name a'],
    ['interaction.contact.positions.1=a', 'interaction.contact.positions[1]', 'unknown name a'],
    ['system.ring.onsite.3=1', 'system.ring.onsite[3]', 'expected an entry 3'],
    ['scattering.method=magic', 'scattering.method', 'expected exact, born or series'],
    ['scattering.order=2', 'scattering.method', 'found nothing'],
    ['report=[noise]', 'report[0]', 'expected generator, counting or certificates, found "noise"'],
    ['solver.fast=1', 'solver', 'expected one of the keys'],
    ['__proto__.beta=1', '__proto__', 'expected one of the keys'],
    ['sweep=[{ set: gas.beta, values: [-1] }]', 'sweep[0]: gas.beta = -1: gas.beta', 'expected a positive number'],
  ])('%s', (set, path, says) => {
    const [first] = refusal(ring, [set]).message.split('\n')
    expect(first).toContain(`--set ${set}: ${path}: expected `)
    expect(first).toContain(says)
  })

  test.each(['gas.beta', '=3', 'gas..beta=3', '.beta=3', 'gas[x]=3', ''])('%s is no assignment', (set) => {
    expect(refusal(ring, [set]).message).toBe(
      `--set ${set}: expected PATH=VALUE, such as gas.beta=2, found ${JSON.stringify(set)}`,
    )
  })

  test('a swept value cannot be set as well', () => {
    const swept = withLine('sweep: [{ set: gas.beta, values: [1, 2] }]')
    expect(refusal(swept, ['gas.beta=3']).message).toMatch(
      /^--set gas\.beta=3: gas\.beta: expected no sweep over a value that is set, found sweep\[0\]/,
    )
    expect(readStudy(swept, { file: 'a.yaml', set: ['gas.beta=3', 'sweep=null'] }).config.gas).toMatchObject({
      beta: 3,
    })
  })
})

function refusal(text: string, set: readonly string[] = []): StudyError {
  try {
    readStudy(text, { file: 'a.yaml', set })
  } catch (error) {
    if (error instanceof StudyError) return error
    throw error
  }
  throw new Error('the study was accepted')
}

function placeOf(text: string): string {
  try {
    readStudy(text, { file: 'a.yaml' })
    return 'valid'
  } catch (error) {
    if (error instanceof StudyError) return error.message
    throw error
  }
}
