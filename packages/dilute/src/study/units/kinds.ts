/** What the numbers of a study measure. */
export type UnitKind =
  | 'energy'
  | 'length'
  | 'mass'
  | 'temperature'
  | 'inverse energy'
  | 'density'
  | 'strength'
  | 'momentum'
  | 'momentum density'
  | 'time'
  /** Whatever the number at the path of an axis measures. */
  | 'swept'

/** Powers of energy, length, mass and time. */
export type Powers = readonly [energy: number, length: number, mass: number, time: number]

interface Kind {
  /** In a space of so many dimensions; of ħ = 1 and k_B = 1 nothing is taken but that temperatures are energies. */
  readonly powers: (dimension: number) => Powers
  readonly words: string
  readonly example: string
}

export const kinds: Readonly<Record<Exclude<UnitKind, 'swept'>, Kind>> = {
  energy: { powers: () => [1, 0, 0, 0], words: 'an energy', example: '4 meV' },
  temperature: { powers: () => [1, 0, 0, 0], words: 'a temperature', example: '4 K' },
  length: { powers: () => [0, 1, 0, 0], words: 'a length', example: '2 nm' },
  mass: { powers: () => [0, 0, 1, 0], words: 'a mass', example: '87 u' },
  'inverse energy': { powers: () => [-1, 0, 0, 0], words: 'an inverse energy', example: '2 1/meV' },
  density: { powers: (d) => [0, -d, 0, 0], words: 'a density, per length, area or volume', example: '1e12 cm^-3' },
  strength: { powers: () => [1, 1, 0, 0], words: 'an energy times a length', example: '3 meV nm' },
  momentum: { powers: () => [0, -1, 0, 0], words: 'a momentum over ħ, an inverse length', example: '2 1/nm' },
  'momentum density': {
    powers: (d) => [0, d, 0, 0],
    words: 'a momentum density, a length, area or volume',
    example: '0.5 nm',
  },
  time: { powers: () => [0, 0, 0, 1], words: 'a time', example: '3 ps' },
}

export const samePowers = (a: Powers, b: Powers): boolean => a.every((power, i) => power === b[i])

/** What powers measure, in words. */
export function wordsOf(powers: Powers): string {
  const known = Object.values(kinds).find((kind) => [1, 2, 3].some((d) => samePowers(kind.powers(d), powers)))
  return known?.words ?? 'something else'
}
