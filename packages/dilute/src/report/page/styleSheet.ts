/** The look of the report: one column, readable by day, by night and on paper; tables scroll on narrow screens. */
export const styleSheet = `
:root {
  color-scheme: light dark; --page: #ffffff; --ink: #1b1b1b; --quiet: #595959; --line: #d6d6d6; --band: #f5f5f3;
  --good: #146034; --bad: #9a3412; --warn: #7a4d00
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --ink: #e8e6e3; --quiet: #a9a9a9; --line: #3a3d42; --band: #1f2226; --good: #86d9a5;
    --bad: #fdba8c; --warn: #f2c66d
  }
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 'STIX Two Text', Charter, 'Iowan Old Style', Cambria, Georgia, 'Times New Roman', serif
}
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.6rem; line-height: 1.25; text-wrap: balance; margin: 0 0 .25rem; overflow-wrap: anywhere }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--line) }
h2.part { font-size: 1.4rem; margin-top: 3rem; padding-top: 1rem; border-top-width: 3px }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem }
p { margin: .4rem 0; overflow-wrap: anywhere }
.quiet, .error, figcaption, .note { color: var(--quiet) }
.note, figcaption { font-size: .92rem }
.verdict { border-left: 4px solid currentColor; padding: .3rem 0 .3rem .8rem; margin: 1.2rem 0 }
.verdict.holds { color: var(--good) }
.verdict.broken { color: var(--bad) }
.verdict.undecided { color: var(--warn) }
.verdict strong { font-size: 1.05rem; font-weight: 600 }
.verdict .reason { color: var(--ink) }
.warning { color: var(--warn) }
.warnings {
  color: var(--warn); border: 1px solid currentColor; border-left-width: 4px; border-radius: 4px;
  padding: .3rem .8rem; margin: 1.2rem 0
}
p.warning { border-left: 4px solid currentColor; padding-left: .8rem }
figure { margin: 1.5rem 0 }
figure .paper { border: 1px solid var(--line); border-radius: 4px; padding: .5rem; overflow-x: auto; background:
  linear-gradient(to right, #ffffff 40%, transparent) left / 2.4rem 100% no-repeat local,
  linear-gradient(to left, #ffffff 40%, transparent) right / 2.4rem 100% no-repeat local,
  linear-gradient(to right, #cccccc, transparent) left / .8rem 100% no-repeat scroll,
  linear-gradient(to left, #cccccc, transparent) right / .8rem 100% no-repeat scroll, #ffffff }
figure .paper > svg > rect:first-child { fill: none }
figure svg { display: block; width: 100%; max-width: 40rem; height: auto; margin: 0 auto }
figure.spectrum svg { max-width: 28rem; margin: 0 }
.spectrum path { stroke: var(--quiet); fill: none }
.spectrum circle { fill: var(--ink); fill-opacity: .55 }
.spectrum text { fill: var(--quiet); font-size: 13px }
figcaption { margin-top: .5rem }
.scroll { overflow-x: auto; margin: .6rem 0; background:
  linear-gradient(to right, var(--page) 40%, transparent) left / 2.4rem 100% no-repeat local,
  linear-gradient(to left, var(--page) 40%, transparent) right / 2.4rem 100% no-repeat local,
  linear-gradient(to right, var(--line), transparent) left / .8rem 100% no-repeat scroll,
  linear-gradient(to left, var(--line), transparent) right / .8rem 100% no-repeat scroll }
table { border-collapse: collapse; font-size: .93rem; font-variant-numeric: tabular-nums lining-nums }
th, td { padding: .22rem .7rem .22rem 0; text-align: right; white-space: nowrap; vertical-align: baseline }
th { font-weight: 600 }
th[scope=row] { text-align: left; font-weight: 400; padding-right: 1rem }
table .words { display: inline-block; white-space: normal; min-width: 11rem; max-width: 22rem; text-align: left }
th[scope=col]:first-child { text-align: left }
thead th {
  white-space: normal; vertical-align: bottom; border-bottom: 1px solid var(--line); color: var(--quiet);
  font-weight: 400; font-size: .88rem
}
tbody tr + tr > * { border-top: 1px solid var(--band) }
dl { margin: .6rem 0 }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .15rem 0 }
dt { flex: 0 0 19rem; color: var(--quiet) }
dd { flex: 1 1 14rem; margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums lining-nums }
pre {
  background: var(--band); padding: .8rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .85rem/1.45 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; border-radius: 4px
}
details { margin: .6rem 0 }
summary { cursor: pointer }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px }
sub, sup { line-height: 0 }
@media (max-width: 30rem) {
  main { padding: 1rem .8rem 2rem }
  figure .paper { padding: .2rem }
  figure .paper svg { min-width: 31rem }
  td .error { display: block }
  table { font-size: .86rem }
  th, td { padding-right: .55rem }
  dt { flex-basis: 100% }
}
@media print {
  :root {
    color-scheme: light; --page: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --band: #f3f3f3;
    --good: #146034; --bad: #9a3412; --warn: #7a4d00
  }
  body { font-size: 10.5pt }
  main { max-width: none; padding: 0 }
  .scroll, figure .paper { overflow: visible }
  figure, tr, dl div, .verdict, .warnings { break-inside: avoid }
  h2 { break-after: avoid }
}
`
