import type { FileRun } from '../../core/practice/run-file.ts'
import { wrapLine } from './layout.ts'
import { expandTabs, safeText } from './safe.ts'
import { LOOKS, line, paint, span } from './spans.ts'
import type { Style } from './style.ts'

const NEXT: Record<string, string> = {
  EOFError: 'give it input with --stdin FILE, or pipe it in with --stdin -',
  ModuleNotFoundError: 'files beside it are there only when they are named: --with FILE',
}

/** What happened when a program did not end well: in words, with the line of the learner's own file. */
export function renderRunEnd(
  { what, where, errorKind }: Pick<FileRun, 'what' | 'where' | 'errorKind'>,
  style: Style,
): string {
  const first = line(span('✗ ', LOOKS.bad))
  const rows = wrapLine(line(safeText(what ?? '')), style.width, { first, rest: line('  ') })
  if (where !== null) {
    const gutter = `  ${where.line} │ `
    const rest = line(span(`${' '.repeat(gutter.length - 2)}│ `, LOOKS.quiet))
    const source = line(span(expandTabs(safeText(where.text)), LOOKS.code))
    const head = line(span(gutter, LOOKS.quiet))
    rows.push(...wrapLine(source, style.width, { first: head, rest, at: 'anywhere' }))
  }
  const next = NEXT[errorKind ?? '']
  if (next !== undefined)
    rows.push(...wrapLine(line(span('Next: ', LOOKS.strong), next), style.width))
  return rows.map((row) => paint(row, style.color ? 'color' : 'none')).join('\n')
}
