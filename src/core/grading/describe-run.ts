import type { AuthoredValue, Exercise, Language, Step, TestCase } from '../course/model.ts'
import { quoted, renderValue } from './render-value.ts'
import { readValue } from './value.ts'

/** What a case ran, as the learner would type it; `until` is the index of the last step to show. */
export function describeRun(
  exercise: Exercise,
  test: TestCase,
  until = Number.MAX_SAFE_INTEGER,
): string {
  const { action } = test
  if (action.type === 'call')
    return describeCall(exercise.runner, action.name, action.args, action.kwargs)
  if (action.type === 'program') {
    const file = exercise.edit[0] ?? ''
    return action.stdin === '' ? file : `${file} with the input ${describeInput(action.stdin)}`
  }
  if (action.type === 'script') {
    const file = exercise.edit[0] ?? ''
    return action.query === null ? file : `${file}, then ${action.query.trim()}`
  }
  return action.steps
    .slice(0, until + 1)
    .map((step) => describeStep(exercise.runner, step))
    .join('\n')
}

/** One step as a line of code. */
export function describeStep(language: Language, step: Step): string {
  if (step.do === 'set') return `${step.name} = ${literal(language, step.to)}`
  const value =
    step.do === 'get' ? step.name : describeCall(language, step.name, step.args, step.kwargs)
  const made = step.do === 'new' && language !== 'python' ? `new ${value}` : value
  if (step.as === null) return made
  return language === 'python' ? `${step.as} = ${made}` : `const ${step.as} = ${made}`
}

function describeCall(
  language: Language,
  name: string,
  args: readonly AuthoredValue[],
  kwargs: Readonly<Record<string, AuthoredValue>>,
): string {
  const parts = args.map((item) => literal(language, item))
  for (const [key, item] of Object.entries(kwargs)) parts.push(`${key}=${literal(language, item)}`)
  return `${name}(${parts.join(', ')})`
}

function literal(language: Language, data: AuthoredValue): string {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
    const reference = data.$ref
    if (typeof reference === 'string' && Object.keys(data).length === 1) return reference
  }
  return renderValue(readValue(data, language), language)
}

/** Short input on one line; its lines one after the other. */
function describeInput(stdin: string): string {
  const lines = stdin.replace(/\n$/, '').split('\n')
  const shown = lines.slice(0, 5).map(quoted).join(', ')
  return lines.length > 5 ? `${shown}, … (${lines.length} lines)` : shown
}
