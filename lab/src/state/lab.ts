/** What is on the screen: the study, its solved point, the view, and how they came about. */
import { batch, computed, effect, signal } from '@preact/signals'
import type { StudyConfig } from 'dilute/study'
import { Engine, isCancelled, Unanswered } from '../engine/engine.js'
import type { Failure, Point, Progress, Tree } from '../engine/protocol.js'
import { BadAddress, packed, treeIn, unpacked } from './address.js'
import { isKnob, parametersOf } from './knobs.js'
import { presetOf, presets } from './presets.js'
import { pathOf, valueAt, withValue } from './tree.js'

export const views = ['balance', 'relaxation', 'scattering', 'gases', 'map', 'study'] as const
export type View = (typeof views)[number]

/** The point and what moves have a thread of their own; views, which take longer, another. */
export const pointEngine = new Engine()
export const viewEngine = new Engine()

export const tree = signal<Tree>(presets[0]!.tree)
/** The text of the study as its author wrote it, with comments; null while it is as the lab writes it. */
export const authored = signal<string | null>(null)
export const view = signal<View>('balance')
export const config = signal<StudyConfig | null>(null)
/** The study as it was written when it was read as `config`. */
const readTree = signal<Tree>(presets[0]!.tree)
export const point = signal<Point | null>(null)
/** Why what is shown is not what the study says: the last picture stays, marked as old. */
export const failure = signal<Failure | null>(null)
/** How far a point is that takes a while. */
export const progress = signal<Progress | null>(null)
/** What an address or a file said that was no study. */
export const notice = signal<string | null>(null)
/** Whether a hand is on a control: pictures are made coarser and faster. */
export const moving = signal(false)
/** Which of several gases is looked at. */
const chosenGas = signal(0)
export const gasNames = computed(() => config.value?.baths?.map(({ name }) => name) ?? [])
export const gas = computed(() => Math.min(chosenGas.value, Math.max(0, gasNames.value.length - 1)))
export const chooseGas = (index: number): void => {
  chosenGas.value = index
}
/** Said aloud by screen readers. */
export const spoken = signal('')

/** Numbers of the study as it was read last: what is typed that cannot be read takes no control away. */
export const parameters = computed(() => (config.value === null ? [] : parametersOf(config.value, readTree.value)))
export const knobs = computed(() => parameters.value.filter(isKnob))
export const units = computed(() => config.value?.units)

/** What stands in the study at a path where that has not been read yet, or cannot be; else null. */
export function unreadAt(path: string): string | null {
  const keys = pathOf(path)
  const [now, before] = [valueAt(tree.value, keys), valueAt(readTree.value, keys)]
  return now === before || !['string', 'number'].includes(typeof now) ? null : String(now)
}
/** Whether what is shown is older than the study. */
export const stale = computed(() => failure.value !== null || progress.value !== null)

const undone = signal<readonly Tree[]>([])
const done = signal<readonly Tree[]>([])
export const canUndo = computed(() => done.value.length > 0)
export const canRedo = computed(() => undone.value.length > 0)

const mostSteps = 200
/** Changes of one gesture are one step: all while a hand is on a control, or the same one in quick succession. */
let gesture: { readonly name: string; readonly at: number } | undefined
const gestureLasts = 1200
moving.subscribe(() => {
  gesture = undefined
})

/** Another study on the screen. Changes of one gesture are undone together, as are quick ones of one name. */
export function change(next: Tree, name: string = Math.random().toString()): void {
  const now = Date.now()
  const goesOn = gesture !== undefined && (moving.peek() || (gesture.name === name && now - gesture.at < gestureLasts))
  gesture = { name, at: now }
  batch(() => {
    if (!goesOn) done.value = [...done.value.slice(-mostSteps), tree.value]
    undone.value = []
    tree.value = next
  })
}

/** A value that needs no reading: what is drawn follows at once. */
export function set(path: string, value: unknown): void {
  const keys = pathOf(path)
  const { value: shown } = config
  batch(() => {
    if (shown !== null) {
      config.value = withValue(shown, keys, value)
      readTree.value = withValue(readTree.value, keys, value)
    }
    write(path, value)
  })
}

/** A value that the engine is to read first: arithmetic, a quantity, or what may be neither. */
export function write(path: string, value: unknown): void {
  change(withValue(tree.value, pathOf(path), value), path)
}

export function undo(): void {
  const previous = done.value.at(-1)
  if (previous === undefined) return
  gesture = undefined
  batch(() => {
    undone.value = [...undone.value, tree.value]
    done.value = done.value.slice(0, -1)
    tree.value = previous
  })
}

export function redo(): void {
  const next = undone.value.at(-1)
  if (next === undefined) return
  gesture = undefined
  batch(() => {
    done.value = [...done.value, tree.value]
    undone.value = undone.value.slice(0, -1)
    tree.value = next
  })
}

export function choosePreset(id: string): void {
  const preset = presetOf(id)
  batch(() => {
    authored.value = null
    view.value = preset.view
    change(preset.tree)
  })
  spoken.value = `${preset.title}. ${preset.statement}`
}

const presetTexts = presets.map((one) => JSON.stringify(one.tree))
/** The preset on the screen, if it is one. */
export const preset = computed(() => presets[presetTexts.indexOf(JSON.stringify(tree.value))])

/** Solves the point of every new study; while a hand moves on, points on the way are shown. */
export function solveOnChange(): void {
  effect(() => {
    void solvePoint(tree.value)
  })
}

async function solvePoint(solved: Tree): Promise<void> {
  try {
    const answer = await pointEngine.ask('point', { tree: solved }, 'point', (part) => {
      progress.value = part
    })
    const newest = solved === tree.peek()
    batch(() => {
      if (newest || config.peek() === null) keepConfig(answer.config, solved)
      point.value = answer.results
      if (newest) [failure.value, progress.value] = [null, null]
    })
  } catch (error) {
    if (isCancelled(error) || solved !== tree.peek()) return
    batch(() => {
      failure.value = failureOf(error)
      progress.value = null
    })
    if (config.peek() === null) await showFirst()
  }
}

/** One that says the same is left as it is: what is drawn of it need not be drawn anew. */
function keepConfig(its: StudyConfig, written: Tree): void {
  readTree.value = written
  if (JSON.stringify(its) !== JSON.stringify(config.peek())) config.value = its
}

/** Behind the message about a first study that cannot be solved there is a picture all the same, marked as old. */
async function showFirst(): Promise<void> {
  const { config: its, results } = await viewEngine.ask('point', { tree: presets[0]!.tree })
  if (config.peek() === null)
    batch(() => {
      keepConfig(its, presets[0]!.tree)
      point.value = results
    })
}

/** Gives up a point that takes too long. */
export function stop(): void {
  pointEngine.cancel('point')
  batch(() => {
    failure.value = {
      kind: 'long',
      message: `Stopped after ${Math.round(progress.peek()?.seconds ?? 0)} seconds.`,
      places: [],
    }
    progress.value = null
  })
}

export function failureOf(error: unknown): Failure {
  return error instanceof Unanswered ? error.failure : { kind: 'failed', message: String(error), places: [] }
}

/** The state from an address; what is wrong with it is said, and the lab begins with its first preset. */
export async function restore(hash: string): Promise<void> {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const study = given.get('study'),
    named = given.get('preset'),
    shown = given.get('view')
  try {
    const next = study === null ? presetNamed(named) : await studyIn(await unpacked(study))
    batch(() => {
      if (next !== null && JSON.stringify(next.tree) !== JSON.stringify(tree.peek()))
        [tree.value, authored.value] = [next.tree, next.text]
      if (isView(shown)) view.value = shown
      else if (named !== null) view.value = presetOf(named).view
    })
  } catch (error) {
    if (!(error instanceof BadAddress || error instanceof Unanswered)) throw error
    notice.value = `This address holds no study: ${error.message.replace(/\.$/, '')}.`
  }
}

interface WrittenStudy {
  readonly tree: Tree
  /** As its author wrote it, where that is not the lab. */
  readonly text: string | null
}

const presetNamed = (name: string | null): WrittenStudy | null =>
  name === null ? null : { tree: presetOf(name).tree, text: null }

/** The study of a text, as JSON or as YAML. */
async function studyIn(text: string): Promise<WrittenStudy> {
  const tree = treeIn(text)
  return tree === undefined ? { tree: await readTextOf(text), text } : { tree, text: null }
}

/** A study's text as plain data, once the engine finds nothing wrong with it; quantities stay as they are written. */
export async function readTextOf(text: string): Promise<Tree> {
  const { tree: bare, config: its } = await viewEngine.ask('read', { text })
  return its.units === undefined ? bare : (await import('../study/text.js')).treeOf(text)
}

const isView = (name: string | null): name is View => (views as readonly (string | null)[]).includes(name)

/** The address of what is on the screen. */
export async function hashOfState(): Promise<string> {
  return `#study=${await packed(tree.value)}&view=${view.value}`
}

/** Keeps the address that of the screen, soon after it changes. */
export function addressOnChange(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let first = true
  effect(() => {
    void [tree.value, view.value]
    if (first) first = false
    else {
      clearTimeout(timer)
      timer = setTimeout(() => {
        void hashOfState().then((hash) => {
          history.replaceState(null, '', hash)
        })
      }, 400)
    }
  })
}
