/** docs/studies.md: every key of a study file, from the tables that declare them. */
import type { Field, Form } from '../../src/study/declare/form.js'
import { study } from '../../src/study/declare/study.js'
import { kinds } from '../../src/study/units/kinds.js'

/** A map of the study and where it stands. */
interface Section {
  readonly path: string
  readonly form: Form
  readonly meaning: string
}

/** Every map, once, where it is met first. */
export function sections(): Section[] {
  const seen = new Set<Form>()
  const visit = (form: Form, path: string, meaning: string): Section[] => {
    if (seen.has(form)) return []
    seen.add(form)
    const own = form.fields ? [{ path, form, meaning }] : []
    const inside = Object.entries(form.fields ?? {}).flatMap(([key, field]) =>
      visit(field.form, path === '' ? key : `${path}.${key}`, field.meaning),
    )
    const others = [...(form.entries ? [form.entries] : []), ...(form.either ?? [])].flatMap((one) =>
      visit(one, `${path}[ ]`.replace('[ ][ ]', '[ ]'), meaning),
    )
    return [...own, ...inside, ...others]
  }
  return visit(study, '', '')
}

/** Whole studies, each a sentence and its text. */
export const wholeStudies: readonly (readonly [string, string])[] = [
  [
    'A ring in a thermal gas, its rates over a range of temperatures:',
    `title: three dots in a magnetic field
system:
  ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction:
  contact: { strengths: [1, 0.7, 1.5] }
sweep:
  - { set: gas.beta, from: 0.2, to: 40, points: 20, scale: log }
`,
  ],
  [
    'Two gases that differ in their temperature, the second written with a merge key:',
    `system:
  hamiltonian: [[0, "0.1-0.2i", 0], ["0.1+0.2i", 0.3, 0.1], [0, 0.1, 0.5]]
baths:
  - { name: hot, gas: &gas { dimension: 1, mass: 1, density: 1, beta: 1 }, interaction: &dots { contact: { strengths: [1, 0.7, 1.5] } } }
  - { name: cold, gas: { <<: *gas, beta: 3 }, interaction: *dots }
sweep: [{ set: baths.cold.gas.beta, values: [1, 2, 3] }]
initial: { site: 0 }
`,
  ],
  [
    'Cold atoms in units; bare numbers are in the units named, and a quantity says its own:',
    `units: { energy: nK, temperature: nK, length: µm, mass: u }
system:
  lattice: { onsite: [0, 35, "1.5 kHz"], bonds: [{ from: 0, to: 1, amplitude: 10i }, { from: 1, to: 2, amplitude: "-12 nK" }] }
gas: { dimension: 3, mass: 7, density: "1e13 cm^-3", temperature: "0.1 µK" }
interaction:
  contact: { scatteringLengths: ["100 a0", "140 a0", 0.004], positions: [[0, 0, 0], [0.4, 0, 0], [0.8, 0, 0]] }
sweep:
  - together:
      - { set: gas.temperature, from: 20, to: "0.2 µK" }
      - { set: gas.density, from: "1e12 cm^-3", to: "1e13 cm^-3", scale: log }
    points: 50
    sample: latin
    seed: 1
`,
  ],
]

export function studiesPage(): string {
  return `${head}${wholeStudies.map(([words, text]) => `${words}\n\n\`\`\`yaml\n${text}\`\`\`\n`).join('\n')}\n${sections().map(sectionText).join('\n')}`
}

const head = `# Study files

Written from the declarations by \`npm run docs\`; a test says whether it is current, and reads every example.

A study is YAML or JSON. Numbers may be arithmetic: \`3/4\`, \`-1/(2*sqrt(3))\`, \`exp(i*pi/4)\`, with \`+ - * / ^\`, \`sqrt\`, \`exp\`, \`log\`, \`sin\`, \`cos\`,
\`tan\`, \`abs\`, \`pi\`, \`e\` and \`i\`. Without \`units\`, ħ = k_B = 1; with them, bare numbers are in the units named, and a quantity such as \`"4 K"\` or
\`"3 meV nm"\` says its own. Inside, energies and lengths are those of the units, masses ħ²/(energy·length²), times ħ/energy; results are in these units, with
temperatures in the unit named and times in seconds beside them.

`

function sectionText({ path, form, meaning }: Section): string {
  const title = path === '' ? '## The study' : `## \`${path}\``
  const rule = form.rule === undefined ? '' : ` Holds ${form.rule}.`
  const rows = Object.entries(form.fields!).map(([key, field]) => row(key, field, form.rule !== undefined))
  return (
    `${title}\n\n${path === '' ? 'The keys of the file.' : meaning}${rule}\n\n| key | meaning | measures | ` +
    `default | example |\n|---|---|---|---|---|\n${rows.join('\n')}\n`
  )
}

function row(key: string, { form, meaning, needed, default: usual, example }: Field, isChoice: boolean): string {
  const unit = unitOf(form)
  const given = usual ?? (needed ? 'must be there' : isChoice ? '' : 'none')
  const written = example === undefined ? '' : `\`${key}: ${example}\``
  return `| ${[`\`${key}\``, meaning, unit, given, written].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** What numbers in a form measure, in lists of lists too. */
function unitOf(form: Form): string {
  if (form.unit === 'swept') return 'as what is set'
  if (form.unit !== undefined) return kinds[form.unit].words
  return form.entries && !form.entries.fields ? unitOf(form.entries) : ''
}
