/** What is on the screen: the study, its solved point, the view, and how they came about. */
import { batch, computed, effect, signal } from '@preact/signals'
import type { StudyConfig } from 'dilute/study'
import { Engine, isCancelled, Unanswered } from '../engine/engine.js'
import type { Failure, Point, Progress, Tree } from '../engine/protocol.js'
import { BadAddress, packed, unpacked } from './address.js'
import { knobsOf } from './knobs.js'
import { presetOf, presets } from './presets.js'
import { pathOf, withValue } from './tree.js'

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

export const knobs = computed(() => (config.value === null ? [] : knobsOf(config.value, tree.value)))
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

export function set(path: string, value: unknown): void {
  const keys = pathOf(path)
  const { value: shown } = config
  batch(() => {
    if (shown !== null) config.value = withValue(shown, keys, value)
    change(withValue(tree.value, keys, value), path)
  })
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
      if (newest || config.peek() === null) keepConfig(answer.config)
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
function keepConfig(its: StudyConfig): void {
  if (JSON.stringify(its) !== JSON.stringify(config.peek())) config.value = its
}

/** Behind the message about a first study that cannot be solved there is a picture all the same, marked as old. */
async function showFirst(): Promise<void> {
  const { config: its, results } = await viewEngine.ask('point', { tree: presets[0]!.tree })
  if (config.peek() === null)
    batch(() => {
      config.value = its
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
    const next = study === null ? (named === null ? null : presetOf(named).tree) : await unpacked(study)
    batch(() => {
      if (next !== null && JSON.stringify(next) !== JSON.stringify(tree.peek())) tree.value = next
      if (isView(shown)) view.value = shown
      else if (named !== null) view.value = presetOf(named).view
    })
  } catch (error) {
    if (!(error instanceof BadAddress)) throw error
    notice.value = `This address holds no study: ${error.message}.`
  }
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
