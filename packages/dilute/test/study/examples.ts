/** Study texts for tests, and one-line changes to them. */

export const ring = `title: three dots
system:
  ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction:
  contact: { strengths: [1, 0.7, 1.5] }
`

/** The study with one part of its text replaced; fails where the part is not there. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`no ${from} in the study`)
  return text.replace(from, to)
}

const ringLine = '  ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 }'

export const withBeta = (beta: string): string => changed(ring, 'beta: 2', `beta: ${beta}`)

export const withSystem = (system: string): string => changed(ring, ringLine, `  ${system}`)

export const withContact = (contact: string): string => changed(ring, '{ strengths: [1, 0.7, 1.5] }', contact)

export const withLine = (line: string): string => `${ring}${line}\n`

/** The same dots in another dimension. */
export const inDimension = (dimension: number, contact: string): string =>
  changed(withContact(contact), 'dimension: 1', `dimension: ${dimension}`)

export const withPotentials = (potentials: string): string =>
  changed(ring, 'contact: { strengths: [1, 0.7, 1.5] }', `potentials: ${potentials}`)

/** The first dot with this potential, the others with none. */
export const withPotential = (potential: string): string => withPotentials(`[${potential}, zero, null]`)
