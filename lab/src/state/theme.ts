/** Light or dark: as the reader's system has it, unless chosen here. */
import { computed, effect, signal } from '@preact/signals'

const dark = matchMedia('(prefers-color-scheme: dark)')
const system = signal(dark.matches)
dark.addEventListener('change', () => {
  system.value = dark.matches
})

const chosen = signal<'light' | 'dark' | null>(null)
export const theme = computed(() => chosen.value ?? (system.value ? 'dark' : 'light'))
export const toggleTheme = (): void => {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark'
}

export function themeOnChange(): void {
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value
  })
}
