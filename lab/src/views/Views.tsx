/** One view at a time, chosen by tabs. */
import { useRef } from 'preact/hooks'
import { view, views, type View } from '../state/lab.js'
import { isLocked, shownAlone } from '../lecture/embed.js'
import { Balance } from './Balance.js'
import { Gases } from './Gases.js'
import { MapView } from './MapView.js'
import { Relaxation } from './Relaxation.js'
import { Scattering } from './Scattering.js'
import { StudyView } from './StudyView.js'

const names: Readonly<Record<View, string>> = {
  balance: 'Balance',
  relaxation: 'Relaxation',
  scattering: 'Scattering',
  gases: 'Two gases',
  map: 'Map',
  study: 'Study',
}
const contents: Readonly<Record<View, () => preact.JSX.Element | null>> = {
  balance: Balance,
  relaxation: Relaxation,
  scattering: Scattering,
  gases: Gases,
  map: MapView,
  study: StudyView,
}

export function Views() {
  const Content = contents[view.value]
  return (
    <section id="views" class="card views" aria-label="Views" tabindex={-1}>
      {isLocked('tabs') || shownAlone !== null ? (
        <h2 class="away" id={`tab-${view.value}`}>
          {names[view.value]}
        </h2>
      ) : (
        <Tabs />
      )}
      <div role="tabpanel" id="view" aria-labelledby={`tab-${view.value}`}>
        <Content key={view.value} />
      </div>
    </section>
  )
}

function Tabs() {
  const list = useRef<HTMLDivElement>(null)
  const go = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = views[(views.indexOf(view.value) + step + views.length) % views.length]!
    view.value = next
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div role="tablist" aria-label="Views" class="tabs" ref={list} onKeyDown={go}>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={one === view.value}
          aria-controls="view"
          tabindex={one === view.value ? 0 : -1}
          onClick={() => {
            view.value = one
          }}
        >
          {names[one]}
        </button>
      ))}
    </div>
  )
}
