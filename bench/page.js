export const resultsFile = new URL('../docs/performance/results.json', import.meta.url)
export function writePage() {}
