import { render } from 'preact'
import { App } from './App.js'
import { addressOnChange, pointEngine, restore, solveOnChange } from './state/lab.js'
import { followPoint } from './scene/trajectory.js'
import { themeOnChange } from './state/theme.js'
import './style.css'

themeOnChange()
pointEngine.start()
await restore(location.hash)
solveOnChange()
followPoint()
addressOnChange()
addEventListener('hashchange', () => { void restore(location.hash) })
render(<App />, document.getElementById('lab')!)
