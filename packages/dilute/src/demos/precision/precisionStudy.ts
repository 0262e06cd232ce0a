/**
 * The study behind the figure `precision`: the model of the paper's Fig. 1 in physical normalisation, its transitions
 * counted.
 */
export const precisionStudy = `# Precision without dissipation: the model of Fig. 1 of R. Alicki, M. Šindelka, D. Gelbwaser-Klimovsky,
# Phys. Rev. Lett. 131, 040401 (2023), at equilibrium with its gas. The mass is not printed in the paper; 1 is ours.
title: A precise loop current without entropy production (model of PRL 131, 040401, Fig. 1)
system:
  ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction:
  contact: { strengths: [1, 0.7, 1.5], positions: [0, 0, 0] }
scattering: { method: exact }
normalization: physical
sweep:
  - { set: gas.beta, from: 0.2, to: 20, points: 120, scale: log }
report: [counting]
`
