/** The units of a study's numbers. */
import * as z from 'zod/mini'
import { describe } from '../problem/describe.js'
import { kinds, samePowers, type UnitKind } from '../units/kinds.js'
import { energyUnit, unitOf } from '../units/unit.js'
import type { Units } from '../units/studyUnits.js'
import { needed, optional, refuse, type Form } from './form.js'
import { map } from './maps.js'

const unit = (kind: 'energy' | 'length' | 'mass' | 'temperature', names: string): Form<string> => {
  const expected = `a unit of ${kind}: ${names}`
  return {
    schema: z.string({ error: () => expected }).check(
      z.superRefine((name, context) => {
        if (!measures(name, kind)) refuse(context, expected, describe(name))
      }),
    ),
  }
}

function measures(name: string, kind: Exclude<UnitKind, 'swept'>): boolean {
  const known = kind === 'energy' || kind === 'temperature' ? energyUnit(name) : unitOf(name)
  return known !== undefined && samePowers(known.powers, kinds[kind].powers(1))
}

export const units: Form<Units> = map(
  {
    energy: needed(
      unit('energy', 'J, eV, meV, µeV, K, mK, µK, nK, THz, GHz, MHz, kHz, Hz (h·ν), cm^-1, hartree, Ry'),
      'Of energies; strengths are energy × length, inverse temperatures 1/energy.',
      { example: 'meV' },
    ),
    length: needed(
      unit('length', 'm, cm, mm, µm, nm, pm, angstrom, bohr (a0)'),
      'Of lengths; densities are per length, area or volume, momenta ħ/length.',
      { example: 'nm' },
    ),
    mass: optional(unit('mass', 'kg, u (Da), m_e (electron mass), m_p'), 'Of masses.', {
      default: 'ħ²/(energy·length²)',
      example: 'u',
    }),
    temperature: optional(unit('temperature', 'K, mK, µK, nK, or one of energy'), 'Of temperatures.', {
      default: 'that of energies, k_B = 1',
      example: 'K',
    }),
  },
  {
    title: 'Units',
    meaning:
      'The unit of every bare number of its kind; a quantity such as "4 K" overrides it anywhere. ' +
      'Without units, bare numbers are in units with ħ = k_B = 1.',
  },
)

/** The same, or none. */
export const optionalUnits: Form<Units | undefined> = { ...units, schema: z.optional(units.schema) }
