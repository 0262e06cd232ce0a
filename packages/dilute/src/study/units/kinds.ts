/** What the numbers of a study measure. */
export type UnitKind = 'energy' | 'length' | 'mass' | 'temperature' | 'inverse energy' | 'density' | 'strength' | 'momentum' | 'momentum density'
