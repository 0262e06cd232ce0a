import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resultsText } from '../../src/report/text.js'
import { readStudy } from '../../src/study/read/read.js'
import type { StudyConfig } from '../../src/study/index.js'
import { evolveStudy, runStudy, scatterStudy, type PointResults, type SweepResults } from '../../src/study/index.js'
import { planOf, pointAt } from '../../src/study/read/plan.js'
import { energyUnit, unitOf } from '../../src/study/units/unit.js'
import { ring, withLine } from './examples.js'

const read = (text: string, set: readonly string[] = []): StudyConfig => readStudy(text, { file: 'a.yaml', set }).config
const point = async (text: string): Promise<PointResults> =>
  (await runStudy(readStudy(text, { file: 'a.yaml' }))) as PointResults

// CODATA 2022, written here once more: what the tests convert by hand with
const [h, k, e, c] = [6.62607015e-34, 1.380649e-23, 1.602176634e-19, 299792458]
const hbar = h / (2 * Math.PI)
const [u, electron, bohr] = [1.66053906892e-27, 9.1093837139e-31, 5.29177210544e-11]

describe('units have their sizes', () => {
  test.each([
    ['meV', 1e-3 * e],
    ['µeV', 1e-6 * e],
    ['ueV', 1e-6 * e],
    ['eV', e],
    ['J', 1],
    ['K', k],
    ['mK', 1e-3 * k],
    ['nK', 1e-9 * k],
    ['μK', 1e-6 * k],
    ['GHz', 1e9 * h],
    ['Hz', h],
    ['kHz', 1e3 * h],
    ['MHz', 1e6 * h],
    ['cm^-1', 100 * h * c],
    ['1/cm', 100 * h * c],
    ['cm⁻¹', 100 * h * c],
    ['Ry', 13.60569312299 * e],
    ['hartree', 27.211386245981 * e],
  ])('%s', (name, size) => {
    expect(energyUnit(name)!.size / size).toBeCloseTo(1, 9)
  })

  test.each([
    ['nm', 1e-9],
    ['µm', 1e-6],
    ['pm', 1e-12],
    ['angstrom', 1e-10],
    ['Å', 1e-10],
    ['a0', bohr],
    ['a₀', bohr],
    ['bohr', bohr],
    ['m', 1],
    ['kg', 1],
    ['u', u],
    ['electron mass', electron],
    ['m_e', electron],
    ['ps', 1e-12],
    ['meV nm', 1e-12 * e],
    ['meV·nm', 1e-12 * e],
    ['meV*nm', 1e-12 * e],
    ['1/nm', 1e9],
    ['nm^-1', 1e9],
    ['cm^-3', 1e6],
    ['µm⁻²', 1e12],
    ['1/meV', 1e3 / e],
    ['eV/nm^2', e * 1e18],
  ])('%s', (name, size) => {
    expect(unitOf(name)!.size / size).toBeCloseTo(1, 12)
  })

  test.each(['', 'furlong', 'nm^', 'meV nm furlong', '2 nm', 'nm^2^2', '/'])('"%s" is none', (name) => {
    expect(unitOf(name)).toBeUndefined()
  })
})

const units = 'units: { energy: meV, temperature: K, length: nm, mass: u }\n'
const dots = (
  gas: string,
  contact: string,
  tunneling = '-0.3',
  more = units,
): string => `${more}system: { ring: { sites: 3, tunneling: ${tunneling}, flux: 3/4 } }
gas: { dimension: 1, ${gas} }
interaction: { contact: ${contact} }
`
const inKelvin = dots('mass: 0.05, density: 0.01, temperature: 4', '{ strengths: [1, 0.7, 1.5], positions: [0, 2, 5] }')
/** The same by hand: the mass in ħ²/(meV nm²), β in 1/meV. */
const mass = (0.05 * u * 1e-3 * e * 1e-18) / hbar ** 2
const beta = (1e-3 * e) / (4 * k)
const byHand = dots(
  `mass: ${mass}, density: 0.01, beta: ${beta}`,
  '{ strengths: [1, 0.7, 1.5], positions: [0, 2, 5] }',
  '-0.3',
  '',
)

describe('a study in units', () => {
  test('is the one that is converted by hand', () => {
    const { gas } = read(inKelvin)
    expect(gas).toEqual({
      dimension: 1,
      density: 0.01,
      mass: expect.closeTo(mass, 9) as number,
      beta: expect.closeTo(beta, 9) as number,
    })
  })

  test('has its results, to the rounding of the conversion, with the units, T and seconds beside them', async () => {
    const [a, b] = await Promise.all([point(inKelvin), point(byHand)])
    a.rates.flat().forEach((rate, i) => {
      expect(Math.abs(rate! - b.rates.flat()[i]!)).toBeLessThanOrEqual(1e-9 * Math.abs(b.rates.flat()[i]!))
    })
    expect(a.units).toEqual({ energy: 'meV', temperature: 'K', length: 'nm', mass: 'u' })
    expect(a.temperature).toBeCloseTo(4, 12)
    expect(b).not.toHaveProperty('units')
    expect(b).not.toHaveProperty('temperature')
  })

  test('in the plane and in space, with potentials and any momentum density, converted by hand', async () => {
    const cold = (
      named: string,
      gas: string,
      height: string,
    ): string => `${named}system: { hamiltonian: [[0, 0.1], [0.1, 0.4]] }
gas: { dimension: 3, ${gas} }
interaction: { potentials: [{ gaussian: { height: ${height}, width: 30 } }, zero] }
`
    const nano = 'units: { energy: nK, length: a0, mass: u }\n'
    const own = (40 * u * 1e-9 * k * bohr ** 2) / hbar ** 2
    const given = read(cold(nano, 'mass: 40, density: "1e13 cm^-3", temperature: "0.3 µK"', '"20 kHz"'))
    const converted = read(
      cold('', `mass: ${own}, density: ${1e19 * bohr ** 3}, beta: ${1 / 300}`, `${(20e3 * h) / (1e-9 * k)}`),
    )
    closeTo(given.gas, converted.gas)
    closeTo(given.interaction, converted.interaction)
    const flat = read(
      `${units}system: { hamiltonian: [[0]] }\ngas: { dimension: 2, mass: 1, density: "5 µm^-2", ` +
        `momentumDensity: { momenta: ["0 1/µm", "1000 1/µm"], values: ["${1e-6 / Math.PI} µm^2", ` +
        `"${1e-6 / Math.PI} µm^2"] } }\ninteraction: { contact: { scatteringLengths: ["1 angstrom"] } }\n`,
    )
    closeTo(flat.gas, {
      dimension: 2,
      mass: flat.gas!.mass,
      density: 5e-6,
      momentumDensity: { momenta: [0, 1], values: [1 / Math.PI, 1 / Math.PI] },
    })
    closeTo(flat.interaction, { contact: { scatteringLengths: [0.1], positions: [[0, 0]] } })
    await Promise.resolve()
  })

  test('quantities override the units, wherever a number stands', () => {
    const other = dots(
      'mass: "87 u", density: "10 1/µm", temperature: "4000 mK"',
      '{ strengths: ["1000 µeV nm", "0.7 meV·nm", 1.5], positions: ["0 nm", "20 angstrom", "5e-9 m"] }',
      '"-300 µeV"',
    )
    closeTo(read(other), { ...read(inKelvin), gas: { ...read(inKelvin).gas, mass: (87 / 0.05) * mass } })
    closeTo(read(inKelvin, ['gas.temperature=2 meV', 'system.ring.onsite=["1 K", 0, "1 GHz"]']), {
      ...read(inKelvin),
      gas: { ...read(inKelvin).gas, beta: 1 / 2 },
      system: { ring: { sites: 3, tunneling: -0.3, flux: 0.75, onsite: [k / (1e-3 * e), 0, (1e9 * h) / (1e-3 * e)] } },
    })
    const complex = read(
      `${units}system: { hamiltonian: [[0, "0.1i eV"], [["0 meV", "-100 meV"], "sqrt(4) K"]] }\ngas: { ` +
        `dimension: 1, mass: 1, density: 1, beta: "2 1/meV" }\ninteraction: { contact: { strengths: [1, 1] } ` +
        `}\ninitial: { gibbs: "1 1/eV" }\n`,
    )
    closeTo(complex.system, {
      hamiltonian: [
        [
          [0, 0],
          [0, 100],
        ],
        [
          [0, -100],
          [(2 * k) / (1e-3 * e), 0],
        ],
      ],
    })
    closeTo([(complex.gas as { beta: number }).beta, complex.initial], [2, { gibbs: 1e-3 }])
  })

  test('axes are in the unit of what they set, and results name them so', async () => {
    const swept =
      `${inKelvin}sweep: [{ set: gas.temperature, from: 2, to: "8000 mK", points: 3 }, { together: [{ ` +
      `set: gas.density, values: ["10 1/µm"] }, { set: interaction.contact.strengths.0, from: "1 eV pm", to: 1 }] }]\n`
    const plan = planOf(readStudy(swept, { file: 'a.yaml' }))
    closeTo(
      [0, 1, 2].map((i) => pointAt(plan, i).set),
      [2, 5, 8].map((T) => ({ 'gas.temperature': T, 'gas.density': 0.01, 'interaction.contact.strengths.0': 1 })),
    )
    closeTo(pointAt(plan, 1).config.gas, { dimension: 1, mass, density: 0.01, beta: (4 / 5) * beta })
    const { points } = (await runStudy(readStudy(swept, { file: 'a.yaml' }))) as SweepResults
    closeTo(
      points.map(({ temperature }) => temperature),
      [2, 5, 8],
    )
  })

  test('without a unit of mass or temperature they are in ħ²/(energy·length²) and energies', () => {
    const bare = dots(
      'mass: 2, density: 1, temperature: 4',
      '{ strengths: [1, 1, 1] }',
      '-1',
      'units: { energy: GHz, length: µm }\n',
    )
    closeTo(read(bare).gas, { dimension: 1, mass: 2, density: 1, beta: 1 / 4 })
    closeTo(read(bare, ['gas.mass=3 u']).gas, {
      dimension: 1,
      mass: (3 * u * 1e9 * h * 1e-12) / hbar ** 2,
      density: 1,
      beta: 1 / 4,
    })
  })

  test('several gases and movers have temperatures of their own', async () => {
    const contact = 'interaction: { contact: { strengths: [1, 0.7, 1.5] } }'
    const two = `${units}system: { ring: { sites: 3, tunneling: -0.3, flux: 3/4 } }
baths:
  - { name: hot, gas: { dimension: 1, mass: 0.05, density: 0.01, temperature: 8 }, ${contact} }
  - { name: beams, gas: { dimension: 1, mass: 0.05, right: { density: 0.01, temperature: 4 }, left: { density: 0.01, beta: 2 } }, ${contact} }
`
    closeTo(read(two).baths![1]!.gas, {
      dimension: 1,
      mass,
      right: { density: 0.01, beta },
      left: { density: 0.01, beta: 2 },
    })
    const { baths, temperature } = await point(two)
    closeTo([baths!['hot']!.temperature, baths!['beams']!.temperature, temperature], [8, null, null])
  })

  test('a swept density is one of the gas that it belongs to', () => {
    const lengths = 'interaction: { contact: { scatteringLengths: [0.1, 0.2, 0.1] } }'
    const plan = planOf(
      readStudy(
        `${units}system: { ring: { sites: 3, tunneling: -0.3, flux: 3/4 } }
baths:
  - { name: flat, gas: { dimension: 2, mass: 1, density: 1, beta: 1 }, ${lengths} }
  - { name: deep, gas: { dimension: 3, mass: 1, density: 1, beta: 1 }, ${lengths} }
sweep: [{ set: baths.flat.gas.density, values: ["1 µm^-2"] }, { set: baths.deep.gas.density, values: ["1 µm^-3"] }]
`,
        { file: 'a.yaml' },
      ),
    )
    closeTo(
      pointAt(plan, 0).config.baths!.map(({ gas }) => (gas as { density: number }).density),
      [1e-6, 1e-9],
    )
  })

  test('times are told in ħ/energy and in seconds', async () => {
    const study = readStudy(`${inKelvin}initial: { site: 0 }\n`, { file: 'a.yaml' })
    const second = hbar / (1e-3 * e)
    const { times, timesSeconds, temperature } = await evolveStudy(study, [0, 10])
    closeTo([times, timesSeconds, temperature], [[0, 10], [0, 10 * second], 4])
    const potential = readStudy(
      inKelvin.replace(/contact:.*/, 'potentials: [{ gaussian: { height: 1, width: 1 } }, zero, zero] }'),
      { file: 'a.yaml' },
    )
    const {
      units: named,
      energies: [one],
    } = await scatterStudy(potential, [1], { delayTimes: true })
    expect(named).toEqual({ energy: 'meV', temperature: 'K', length: 'nm', mass: 'u' })
    expect(one!.delayTimeSeconds! / one!.delayTime!).toBeCloseTo(second, 24)
  })

  test('any number in any unit of a kind is what it is in another', () => {
    const energies = ['J', 'meV', 'K', 'GHz', 'cm^-1', 'Ry']
    fc.assert(
      fc.property(
        fc.constantFrom(...energies),
        fc.constantFrom(...energies),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (own, other, x) => {
          const text = dots(
            'mass: 1, density: 1, beta: 1',
            '{ strengths: [1, 1, 1] }',
            `"${x} ${other}"`,
            `units: { energy: ${own}, length: nm }\n`,
          )
          const { system } = read(text)
          const expected = (x * energyUnit(other)!.size) / energyUnit(own)!.size
          expect('ring' in system && system.ring.tunneling / expected).toBeCloseTo(1, 12)
        },
      ),
    )
  })
})

describe('what measures something else is refused', () => {
  test.each([
    ['gas.mass=4 K', 'gas.mass: expected a mass, such as "87 u", found "4 K", an energy'],
    ['gas.temperature=4 nm', 'gas.temperature: expected a temperature, such as "4 K", found "4 nm", a length'],
    [
      'gas.density=1 nm',
      'gas.density: expected a density, per length, area or volume, such as "1e12 cm^-3", found "1 nm", a length',
    ],
    ['gas.density=1 cm^-3', 'gas.density: expected a density, per length, area or volume'],
    [
      'system.ring.tunneling=1 meV nm',
      'system.ring.tunneling: expected an energy, such as "4 meV", found "1 meV nm", an energy times a length',
    ],
    [
      'interaction.contact.strengths.1=1 meV',
      'interaction.contact.strengths[1]: expected an energy times a length, such as "3 meV nm", found "1 meV", ' +
        'an energy',
    ],
    [
      'interaction.contact.positions.1=1 meV',
      'interaction.contact.positions[1]: expected a length, such as "2 nm", found "1 meV", an energy',
    ],
    [
      'gas.temperature=4 kelvins',
      'gas.temperature: expected a temperature, such as "4 K", found "4 kelvins", the unknown unit kelvins',
    ],
    ['gas.mass=4 electron-mass', 'found "4 electron-mass", the unknown unit electron-mass'],
    [
      'interaction.contact.positions.1=4 angstroms',
      'found "4 angstroms", the unknown unit angstroms (did you mean angstrom?)',
    ],
    ['gas.temperature=-4 K', 'gas.temperature: expected a positive number, found -4'],
    ['gas.temperature=4 pi', 'missing operator before "pi"'],
    ['gas.temperature=x K', 'unknown name x'],
    ['units.energy=nm', 'units.energy: expected a unit of energy: J, eV, meV'],
    ['units.mass=4', 'units.mass: expected a unit of mass: kg, u'],
    ['units.length=parsec', 'found "parsec"'],
    ['units.length=null', 'units.length: expected a unit of length'],
    ['units.charge=C', 'units.charge: expected one of the keys energy, length, mass, temperature, found charge'],
    ['gas.beta=2', 'gas.beta: expected nothing here beside temperature, found 2'],
    [
      'sweep=[{ set: gas.temperature, values: ["1 nm"] }]',
      'sweep[0].values[0]: expected a temperature, such as "4 K", found "1 nm", a length',
    ],
  ])('%s', (set, message) => {
    expect(() => read(inKelvin, [set])).toThrow(message)
  })

  test('a unit in a study that names none', () => {
    expect(() => read(ring, ['gas.mass=87 u'])).toThrow(
      'gas.mass: expected a number without a unit, since the study names none (units: { energy: meV, length: ' +
        'nm } for example), found "87 u", u',
    )
  })

  test('a temperature needs no units', () => {
    expect(read(ring.replace('beta: 2', 'temperature: 1/2'))).toEqual(read(ring))
  })

  test('energies in joules without units draw a warning that names them', async () => {
    const joules = dots('mass: 1, density: 1, beta: 2e20', '{ strengths: [1e-21, 2e-21, 1e-21] }', '-4e-21', '')
    const { warnings } = await point(joules)
    expect(warnings.filter((text) => text.includes('units: {'))).toEqual([
      expect.stringContaining('energies of about 4.0e-21 look like joules') as string,
    ])
    expect((await point(ring)).warnings.join()).not.toContain('joules')
  })
})

test('units keep a study plain data', () => {
  const study = readStudy(withLine(units.trim()), { file: 'a.yaml' })
  expect(JSON.parse(JSON.stringify(study))).toEqual(study)
})

/** The same, numbers to a relative 10⁻⁹. */
function closeTo(found: unknown, expected: unknown): void {
  if (typeof expected === 'number' && typeof found === 'number')
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected))
  else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(found as object).sort()).toEqual(Object.keys(expected).sort())
    for (const [key, value] of Object.entries(expected)) closeTo((found as Record<string, unknown>)[key], value)
  } else expect(found).toEqual(expected)
}

test('results say what a second is, and the terminal what a rate is per second', async () => {
  const cold = ring.replace('system:', 'units: { energy: nK, length: nm, mass: u }\nsystem:')
  const results = await runStudy(readStudy(cold, { file: 'a.yaml' }))
  expect((results as PointResults).secondsPerTime! * ((1e-9 * k) / hbar)).toBeCloseTo(1, 9)
  expect(resultsText(results)).toContain('1 nK/ħ is 130.92 per second.')
  expect((await runStudy(readStudy(ring, { file: 'a.yaml' }))) as PointResults).not.toHaveProperty('secondsPerTime')
})
