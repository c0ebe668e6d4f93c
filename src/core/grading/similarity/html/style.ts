/** Dark and light follow the reader's system; the shared lines have a bar and a number beside their colour. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --quiet: #565656; --line: #c9c9c9; --mark: #fff0c2; --bar: #8a5a00; --link: #0b57d0 }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --quiet: #b0b0b0; --line: #444; --mark: #3d3212; --bar: #f0b429; --link: #8ab4f8 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif }
a { color: var(--link) }
p { max-width: 45rem }
.quiet { color: var(--quiet) }
.warning { border-left: .4rem solid var(--bar); padding-left: .8rem }
.wide { overflow-x: auto }
table { border-collapse: collapse }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.sides > * { min-width: 0 }
@media (max-width: 50rem) { .sides { grid-template-columns: 1fr } }
pre { margin: 0; padding: .5rem 0; overflow-x: auto; border: 1px solid var(--line); font: .875rem/1.4 ui-monospace, monospace; tab-size: 4 }
pre span.row { display: block; padding: 0 .5rem; border-left: .3rem solid transparent; white-space: pre }
pre span.shared { background: var(--mark); border-left-color: var(--bar) }
pre .n { display: inline-block; width: 7ch; color: var(--quiet); user-select: none }
@media print { .sides { break-inside: avoid } }
`
