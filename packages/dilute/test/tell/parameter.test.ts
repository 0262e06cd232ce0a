import { expect, test } from 'vitest'
import { parameterLabel, parameterSetting } from '../../src/tell/parameter.js'
import { plainText } from '../../src/tell/text.js'

const units = { energy: 'nK', length: 'µm', dimension: 3 }
const label = (path: string, ...more: [gases?: readonly string[], of?: object]): string =>
  plainText(parameterLabel(path, ...more)).replaceAll('\u00a0', ' ')

test.each([
  ['interaction.contact.strengths.1', 'V1 (strength of the contact at that site)'],
  ['baths.1.interaction.contact.strengths.1', 'V1, cold (strength of the contact at that site)'],
  ['baths.cold.interaction.contact.strengths.1', 'V1, cold (strength of the contact at that site)'],
  ['baths.cold.interaction.contact.positions.0', 'q0, cold (position of that site)'],
  ['baths.cold.gas.beta', 'βcold (inverse temperature)'],
  ['baths.1.gas.right.density', 'νright, cold (gas density)'],
  ['gas.right.beta', 'βright (inverse temperature)'],
  ['system.ring.onsite.2', 'H22 (energy of that site)'],
])('%s is called %s', (path, name) => {
  expect(label(path, ['hot', 'cold'])).toBe(name)
})

test('densities have a unit where the dimension of space is known', () => {
  expect(label('gas.density', [], units)).toBe('ν (gas density, in 1/µm³)')
  expect(label('gas.density', [], { ...units, dimension: 1 })).toBe('ν (gas density, in 1/µm)')
  expect(label('gas.density', [], { energy: 'nK', length: 'µm' })).toBe('ν (gas density)')
  expect(plainText(parameterSetting('gas.density', 0.5, [], units))).toBe('ν\u00a0=\u00a00.5\u00a01/µm³')
})
