/** How a page of somebody else's shows the lab: `?embed=1&view=…&lock=…`. */
const given = new URLSearchParams(location.search)

export type Part = 'controls' | 'scene' | 'tabs'

const locks = new Set((given.get('lock') ?? '').split(','))
export const embedded = given.get('embed') === '1'
/** What is shown alone: `scene`, `levels`, or a view by its name; everything where it is not given. */
export const shownAlone = embedded ? given.get('view') : null

/** Whether readers may not touch a part. */
export const isLocked = (part: Part): boolean => embedded && (locks.has(part) || locks.has('all'))
/** Whether there is room for a part. */
export const isShown = (part: string): boolean => shownAlone === null || shownAlone.split(',').includes(part)
