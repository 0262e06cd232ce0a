/** The page: scene and levels above, a view of the results below, parameters beside. */
import { Header } from './Header.js'
import { Messages } from './Messages.js'
import { Controls } from './controls/Controls.js'
import { Cards } from './lecture/Cards.js'
import { embedded, isLocked, isShown, shownAlone } from './lecture/embed.js'
import { Levels } from './scene/Levels.js'
import { Scene } from './scene/Scene.js'
import { spoken, views } from './state/lab.js'
import { Views } from './views/Views.js'

export function App() {
  const viewShown = shownAlone === null || views.some((one) => isShown(one))
  const controls = !isLocked('controls') && shownAlone === null
  return (
    <>
      <a class="skip" href="#views">
        Skip to the views
      </a>
      {embedded ? <Outside /> : <Header />}
      <main>
        <Messages />
        <Cards />
        <div class={`desk ${controls ? '' : 'plain'} ${shownAlone === null ? '' : 'alone'}`}>
          {isShown('scene') ? <Scene /> : null}
          {isShown('levels') ? <Levels /> : null}
          {controls ? <Controls /> : null}
          {viewShown ? <Views /> : null}
        </div>
      </main>
      <Spoken />
    </>
  )
}

/** For screen readers; what is said changes with every move of a hand, and nothing else with it. */
function Spoken() {
  return (
    <p class="away" role="status" aria-live="polite">
      {spoken.value}
    </p>
  )
}

/** From a frame of somebody else's page to the whole lab. */
function Outside() {
  const open = (event: MouseEvent): void => {
    ;(event.currentTarget as HTMLAnchorElement).href = `${location.pathname}${location.hash}`
  }
  return (
    <header class="outside">
      <h1 class="away">dilute lab</h1>
      <a href="./" target="_blank" rel="noopener" onClick={open}>
        Open in the lab
      </a>
    </header>
  )
}
