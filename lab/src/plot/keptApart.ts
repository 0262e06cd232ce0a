interface Block {
  readonly sum: number
  readonly count: number
}

/**
 * Ascending places, each at least `gap` from the next, as near as can be to where they are wanted (least squares, by
 * pooling neighbours that are too close), within a range as far as there is room.
 */
export function keptApart(
  wanted: readonly number[],
  gap: number,
  [from, to]: readonly [number, number],
): readonly number[] {
  const blocks: Block[] = []
  wanted.forEach((place, i) => {
    let block: Block = { sum: place - gap * i, count: 1 }
    while (blocks.length > 0 && mean(blocks.at(-1)!) > mean(block)) block = joined(blocks.pop()!, block)
    blocks.push(block)
  })
  const last = Math.max(from, to - gap * (wanted.length - 1))
  return blocks
    .flatMap((block) => Array<number>(block.count).fill(mean(block)))
    .map((place, i) => Math.min(last, Math.max(from, place)) + gap * i)
}

const mean = ({ sum, count }: Block): number => sum / count
const joined = (a: Block, b: Block): Block => ({ sum: a.sum + b.sum, count: a.count + b.count })
