/** CODATA 2022, SI; P. J. Mohr et al., Rev. Mod. Phys. 97, 025002 (2025). The first four are exact. */

/** h, J s. */
export const planck = 6.62607015e-34
/** k_B, J/K. */
export const boltzmann = 1.380649e-23
/** e, C: one eV in J. */
export const electronvolt = 1.602176634e-19
/** c, m/s. */
export const lightSpeed = 299_792_458
/** ħ, J s. */
export const hbar = planck / (2 * Math.PI)
/** m_u, kg. */
export const atomicMass = 1.66053906892e-27
/** m_e, kg. */
export const electronMass = 9.1093837139e-31
/** m_p, kg. */
export const protonMass = 1.67262192595e-27
/** a₀, m. */
export const bohrRadius = 5.29177210544e-11
/** E_h, J. */
export const hartree = 4.359744722206e-18
