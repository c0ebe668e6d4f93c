import { wrapLine } from '../plain/layout.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import { activeKeys, type BoundKey, disabledReason, keyLabel } from '../state/bindings.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

/** Help has its own few keys. */
export const HELP_FOOTER = line(
  span('Esc', LOOKS.key),
  span(' Close  ', LOOKS.quiet),
  span('↑ ↓', LOOKS.key),
  span(' Scroll', LOOKS.quiet),
)

/** All keys that work where `?` was pressed, then the other keys of this screen. */
export function presentHelp(
  bound: readonly BoundKey[],
  mode: string,
  facts: readonly string[],
  scroll: number,
  size: Size,
): View {
  const width = innerWidth(size)
  const now = activeKeys(bound, mode)
  const others = bound.filter(
    (key) =>
      key.keys.length > 0 &&
      !now.some((other) => other.action === key.action && other.group === key.group),
  )
  const general = now.filter(({ group }) => group === 'general')
  const own = now.filter(({ group }) => group !== 'general')
  const body = [
    ...section('Here', own, facts, width),
    ...section('Everywhere', general, facts, width),
    ...section('Elsewhere on this screen', others, [], width, false),
    ...wrapLine(
      line(span('Change a key: mastery config set keys.<screen>.<action> "<key>"', LOOKS.quiet)),
      width,
    ),
  ]
  return makeView({
    title: line('Keys'),
    status: line(span('Esc closes', LOOKS.quiet)),
    body,
    scroll,
  })
}

function section(
  title: string,
  keys: readonly BoundKey[],
  facts: readonly string[],
  width: number,
  reasons = true,
): Line[] {
  if (keys.length === 0) return []
  const lines = keys.flatMap((key) => {
    const label = key.keys.map(keyLabel).join(' ').padEnd(12)
    const reason = reasons ? disabledReason(key, facts) : null
    const text = line(
      key.description,
      ...(reason === null ? [] : [span(` (not now: ${reason})`, LOOKS.quiet)]),
    )
    return wrapLine(text, width, {
      first: [span(`${label} `, LOOKS.key)],
      rest: [span(' '.repeat(width > 40 ? 13 : 2))],
    })
  })
  return [line(span(title, LOOKS.heading)), ...lines, []]
}
