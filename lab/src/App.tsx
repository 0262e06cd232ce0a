/** The page: scene and levels above, a view of the results below, parameters beside. */
import { Header } from './Header.js'
import { Messages } from './Messages.js'
import { Controls } from './controls/Controls.js'
import { Levels } from './scene/Levels.js'
import { Scene } from './scene/Scene.js'
import { spoken } from './state/lab.js'
import { Views } from './views/Views.js'

export function App() {
  return (
    <>
      <a class="skip" href="#views">Skip to the views</a>
      <Header />
      <main>
        <Messages />
        <div class="desk">
          <Scene />
          <Levels />
          <Controls />
          <Views />
        </div>
      </main>
      <p class="away" role="status" aria-live="polite">{spoken.value}</p>
    </>
  )
}
