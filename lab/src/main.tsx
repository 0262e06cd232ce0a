import { render } from 'preact'
import { App } from './App.js'
import { undoByKeys } from './Header.js'
import { checkOnChange } from './lecture/challenges.js'
import { embedded, shownAlone } from './lecture/embed.js'
import { workOffline } from './offline.js'
import { followPoint } from './scene/trajectory.js'
import { addressOnChange, pointEngine, restore, solveOnChange, view, views } from './state/lab.js'
import { openOnDrop } from './study/reading.js'
import { themeOnChange } from './state/theme.js'
import './style.css'

themeOnChange()
pointEngine.start()
const named = views.find((one) => shownAlone?.split(',').includes(one))
if (named !== undefined) view.value = named
void restore(location.hash).then(() => {
  solveOnChange()
  followPoint()
  checkOnChange()
  if (!embedded) addressOnChange()
  addEventListener('hashchange', () => {
    void restore(location.hash)
  })
  undoByKeys()
  openOnDrop()
  render(<App />, document.getElementById('lab')!)
  workOffline()
})
