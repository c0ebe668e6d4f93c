import type { Traced } from '../../../core/practice/traced.ts'

/** The JSON document of a trace, a step a line: as large as it must be, and still readable. */
export function traceDocument({ steps, ...rest }: Traced): string {
  const head = JSON.stringify({ schema: 'mastery.trace/1', ...rest }, null, 2).replace(/\n\}$/, ',')
  const lines = steps.map((step) => `    ${JSON.stringify(step)}`).join(',\n')
  return `${head}\n  "steps": [${lines === '' ? '' : `\n${lines}\n  `}]\n}`
}
