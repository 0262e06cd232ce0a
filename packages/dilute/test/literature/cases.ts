import { closedForms } from './closedForms.js'
import { fields, type Comparison } from './comparison.js'
import { crossSections } from './crossSections.js'
import { molscat } from './molscat.js'
import { networks } from './networks.js'
import { openSystems } from './openSystems.js'
import { pryce } from './pryce.js'
import { qsolver } from './qsolver.js'
import { resonances } from './resonances.js'

/** All cases, field by field. */
export const cases: readonly Comparison[] = [
  ...molscat,
  ...qsolver,
  ...pryce,
  ...resonances,
  ...closedForms,
  ...crossSections,
  ...networks,
  ...openSystems,
].sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field))
