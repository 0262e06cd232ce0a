import { describe, expect, test } from 'vitest'
import { badStudies } from '../study/badInput.js'
import { ring, withLine } from '../study/examples.js'
import { testFolder } from './dilute.js'

/** Every third of the studies that reading refuses: here it is about the command, not about each message. */
const selection = badStudies.filter((_, index) => index % 3 === 0)

describe('an invalid study: exit code 2, the place on stderr, nothing on stdout, nothing written', () => {
  const { dilute, write, files } = testFolder()

  test.each(selection)('%s', (_, text, place, path, says) => {
    write('bad.yaml', text)
    const { code, stdout, stderr } = dilute('run', 'bad.yaml', '--json', '--out', 'results')
    expect(code).toBe(2)
    expect(stdout).toBe('')
    const [first] = stderr.split('\n')
    expect(first).toMatch(new RegExp(`^bad\\.yaml:${place}`))
    expect(first).toContain(path === '' ? ': expected ' : `: ${path}: expected `)
    expect(first).toContain(says)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(files()).toEqual(['bad.yaml'])
  })

  test('there are many of them', () => {
    expect(selection.length).toBeGreaterThan(25)
  })

  test.each(['check', 'scatter'])('dilute %s refuses it as well', (command) => {
    write('bad.yaml', ring.replace('beta: 2', 'beta: -3'))
    const energy = command === 'scatter' ? ['--energy', '1'] : []
    expect(dilute(command, 'bad.yaml', ...energy)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'bad.yaml:4:49: ' + 'gas.beta: expected a positive number, found -3\n',
    })
  })
})

describe('bad usage: exit code 2, the reason on stderr, nothing on stdout, nothing written', () => {
  const { dilute, write, files } = testFolder()
  write('study.yaml', ring)
  write('swept.yaml', withLine('sweep: [{ set: gas.beta, values: [1, 2] }]'))
  write('pointed.yaml', withLine('sweep: [{ points: missing.csv }]'))
  write('latin.yaml', Uint8Array.of(0x74, 0x3a, 0x20, 0xe9))
  write('wide.yaml', Buffer.from(ring, 'utf16le'))
  write('swapped.yaml', Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(ring, 'utf16le').swap16()]))
  write('wide.csv', Buffer.from('gas.beta\n1\n2\n', 'utf16le'))
  write('widePoints.yaml', withLine('sweep: [{ points: wide.csv }]'))
  const before = files()

  test.each([
    [[], 'Usage: dilute'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['--frobnicate'], "unknown option '--frobnicate'"],
    [['run'], "missing required argument 'study'"],
    [['run', 'study.yaml', 'study.yaml'], 'too many arguments'],
    [['run', 'study.yaml', '--out'], 'argument missing'],
    [['run', 'study.yaml', '--jsn'], "unknown option '--jsn'"],
    [['run', 'study.yaml', '--set'], 'argument missing'],
    [['run', 'study.yaml', '--set', 'gas.beta'], '--set gas.beta: expected PATH=VALUE'],
    [
      ['run', 'study.yaml', '--set', 'gas.beta=-3'],
      '--set gas.beta=-3: gas.beta: expected a positive number, ' + 'found -3',
    ],
    [
      ['run', 'study.yaml', '--set', 'gas.beta=1', '--set', 'gas.mss=1'],
      '--set gas.mss=1: gas.mss: expected one ' + 'of the keys',
    ],
    [['run', 'swept.yaml', '--set', 'gas.beta=1'], '--set gas.beta=1: gas.beta: expected no sweep'],
    [['run', 'missing.yaml'], 'missing.yaml: expected a study file that can be read, found no such file'],
    [
      ['run', 'pointed.yaml'],
      'pointed.yaml:7:19: sweep[0].points: expected a file that can be read, found missing.csv: no such file\n',
    ],
    [['run', '.'], '.: expected a study file that can be read, found a folder'],
    [['run', 'latin.yaml'], 'latin.yaml: expected text in UTF-8, found other bytes'],
    [['run', 'wide.yaml'], 'wide.yaml: expected text in UTF-8, found text in UTF-16'],
    [['check', 'swapped.yaml'], 'swapped.yaml: expected text in UTF-8, found text in UTF-16'],
    [['run', 'widePoints.yaml'], 'found wide.csv: it is text in UTF-16, not in UTF-8'],
    [['check'], "missing required argument 'study'"],
    [['scatter', 'study.yaml'], 'expected --energy, or --from and --to, found neither'],
    [['scatter', 'study.yaml', '--energy', 'high'], '--energy: expected a number, found "high"'],
    [['scatter', 'study.yaml', '--energy', '1/0'], '--energy: expected a finite real number'],
    [['scatter', 'study.yaml', '--energy', 'i'], '--energy: expected a finite real number'],
    [['figure'], "missing required argument 'name'"],
    [['figure', 'fig2'], 'figure: expected one of prl-fig1, precision, range, moller, found "fig2"'],
    [['figure', 'constructor'], 'figure: expected one of prl-fig1'],
  ])('dilute %s', (args, says) => {
    const { code, stdout, stderr } = dilute(...args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(says)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(files()).toEqual(before)
  })
})
