/** Texts and files that become the study on the screen. */
import { isCancelled } from '../engine/engine.js'
import type { Place } from '../engine/protocol.js'
import { authored, change, failureOf, notice, readTextOf, tree, view } from '../state/lab.js'

/** The study that came from the text last: it is not written back into it. */
export const lastRead: { tree: object | undefined } = { tree: undefined }

/** The text as the study on the screen, or its problems. */
export async function readIn(text: string, tell: (problems: readonly Place[]) => void): Promise<void> {
  try {
    const next = await readTextOf(text)
    lastRead.tree = next
    authored.value = text
    change(next, 'text')
    tell([])
  } catch (error) {
    if (isCancelled(error)) return
    const { places, message } = failureOf(error)
    tell(places.length > 0 ? places : [{ message, line: undefined, column: undefined }])
  }
}

const largestFile = 2_000_000

export async function opened(file: File | undefined, tell: (problems: readonly Place[]) => void): Promise<void> {
  if (file === undefined) return
  if (file.size > largestFile)
    return tell([
      {
        message:
          `${file.name}: expected a study of at most ${largestFile / 1e6} MB, ` +
          `found ${(file.size / 1e6).toFixed(1)} MB`,
        line: undefined,
        column: undefined,
      },
    ])
  await readIn(await file.text(), tell)
  lastRead.tree = undefined
  tree.value = { ...tree.value }
}

/** A file may be dropped anywhere on the page. */
export function openOnDrop(): void {
  addEventListener('dragover', (event) => {
    event.preventDefault()
  })
  addEventListener('drop', (event) => {
    event.preventDefault()
    view.value = 'study'
    void opened(event.dataTransfer?.files[0], ([wrong]) => {
      notice.value =
        wrong === undefined
          ? null
          : `This file holds no study: ${wrong.line === undefined ? '' : `line ${wrong.line}: `}${wrong.message}.`
    })
  })
}
