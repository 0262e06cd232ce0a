/** A short name for each swept path, the shortest ending that tells them apart; short paths stay whole. */
export function shortPaths(paths: readonly string[], most = 24): Map<string, string> {
  return new Map(paths.map((path) => [path, path.length <= Math.min(14, most) ? path : cut(ending(path, paths), most)]))
}

function ending(path: string, paths: readonly string[]): string {
  const parts = path.split('.')
  const least = /^\d+$/.test(parts.at(-1)!) ? 2 : 1
  for (let count = least; count < parts.length; count++) {
    const short = parts.slice(-count).join('.')
    if (paths.filter((other) => other === short || other.endsWith(`.${short}`)).length <= 1) return short
  }
  return path
}

function cut(name: string, most: number): string {
  const kept = Math.floor((most - 1) / 2)
  return name.length <= most ? name : `${name.slice(0, kept)}…${name.slice(-kept)}`
}
