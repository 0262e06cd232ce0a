/** Which challenges are solved. */
import { computed, effect, signal } from '@preact/signals'
import { config, point, spoken } from '../state/lab.js'
import { challenges } from './challengeList.js'

/** Whether the cards are shown, and which are solved. */
export const open = signal(false)
export const solved = signal<ReadonlySet<string>>(new Set())
export const allSolved = computed(() => solved.value.size === challenges.length)

export function checkOnChange(): void {
  effect(() => {
    const [found, study] = [point.value, config.value]
    if (!open.value || found === null || study === null) return
    const news = challenges.filter((one) => !solved.peek().has(one.id) && one.solved(found, study))
    if (news.length === 0) return
    solved.value = new Set([...solved.peek(), ...news.map(({ id }) => id)])
    spoken.value = `Solved: ${news.map(({ title }) => title).join(', ')}`
  })
}
