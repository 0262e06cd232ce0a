import { describe, expect, test } from 'vitest'
import { inDimension, ring, withLine, withPotential } from '../study/examples.js'
import { testFolder } from './dilute.js'

const { dilute, write, files } = testFolder()
const inSpace = '{ scatteringLengths: [0.6, 0.9, 1.4] }'
write('line.yaml', withLine('initial: { site: 0 }'))
write('space.yaml', inDimension(3, inSpace))
write('wells.yaml', withPotential('{ gaussian: { height: 1, width: 0.5 } }'))

const moderate = 'expected a number of more moderate size, with which the results can be computed, found'

describe('numbers of extreme size: results with their reasons, or one line that names the number', () => {
  test.each([
    ['line', 'gas.density', '1e300'],
    ['line', 'gas.density', '1e-300'],
    ['line', 'gas.mass', '1e308'],
    ['line', 'gas.mass', '1e-300'],
    ['line', 'gas.beta', '1e308'],
    ['line', 'gas.beta', '1e200'],
    ['line', 'gas.beta', '1e-300'],
    ['line', 'system.ring.flux', '1e308'],
    ['line', 'system.ring.tunneling', '5e-324'],
    ['line', 'interaction.contact.strengths.0', '1e200'],
    ['line', 'interaction.contact.strengths.0', '5e-324'],
    ['space', 'interaction.contact.scatteringLengths.0', '1e308'],
    ['space', 'gas.mass', '1e200'],
    ['wells', 'gas.mass', '1e20'],
    ['wells', 'gas.mass', '1e100'],
  ])('%s.yaml with %s = %s', (name, path, value) => {
    const before = files()
    const all = [['run'], ['scatter', '--energy', '0.5,1'], ...(name === 'line' ? [['evolve', '--times', '0,1']] : [])]
    for (const [command, ...args] of all) {
      const set = `${path}=${value}`
      const { code, stdout, stderr } = dilute(command!, `${name}.yaml`, ...args, '--set', set, '--json')
      if (code === 0) expect(stdout).not.toMatch(/NaN|Infinity|undefined/)
      else {
        expect([command, code, stdout]).toEqual([command, 2, ''])
        const shown = path.replace(/\.(\d)$/, '[$1]')
        const found = String(Number(value))
        expect(stderr.startsWith(`--set ${set}: ${shown}: ${moderate} ${found}`), stderr).toBe(true)
        expect(stderr.trimEnd()).not.toMatch(/\n|NaN|Infinity|undefined|array length/)
      }
    }
    expect(files()).toEqual(before)
  })

  test('where it is written in the file, and among the values of a sweep', () => {
    write('large.yaml', ring.replace('mass: 1', 'mass: 1e308'))
    expect(dilute('run', 'large.yaml').stderr).toBe(`large.yaml:4:28: gas.mass: ${moderate} 1e+308\n`)
    write('swept.yaml', withLine('sweep: [{ set: gas.mass, values: [1, 1e308] }]'))
    for (const out of [[], ['--out', 'swept']])
      expect(dilute('run', 'swept.yaml', ...out)).toMatchObject({
        code: 2,
        stderr: `swept.yaml:7:38: sweep[0].values[1]: ${moderate} 1e+308\n`,
      })
  })

  test('a failure that no number explains stays what it is', () => {
    write('far.yaml', ring.replace('1.5] }', '1.5], positions: [0, 1e7, 0] }'))
    expect(dilute('run', 'far.yaml')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^dilute: waves /) as string,
    })
  })
})
