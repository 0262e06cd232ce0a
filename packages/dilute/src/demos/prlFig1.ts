import type { StudyDemo } from './demo.js'

/** The study behind the paper's Fig. 1; the same text as examples/prl-fig1.yaml. */
export const prlFig1Study = `# Figure 1 of R. Alicki, M. Šindelka, D. Gelbwaser-Klimovsky, Phys. Rev. Lett. 131, 040401 (2023).
# Three quantum dots in a ring with 3/4 of a flux quantum, in a one-dimensional thermal gas.
# The mass is not printed in the paper; 1 is ours.
title: Broken detailed balance at equilibrium (PRL 131, 040401, Fig. 1)
system:
  ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction:
  contact: { strengths: [1, 0.7, 1.5], positions: [0, 0, 0] }
scattering: { method: exact }
normalization: paper
sweep:
  - { set: gas.beta, from: 0.2, to: 40, points: 200, scale: log }
`

/** Broken detailed balance at equilibrium, the paper's Fig. 1. */
export const prlFig1: StudyDemo = { kind: 'study', text: prlFig1Study }
