import manifest from '../../../package.json' with { type: 'json' }

/** The version of this package, as it stands in every result. */
export const version: string = manifest.version
