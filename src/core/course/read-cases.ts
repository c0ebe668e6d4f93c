import { nearest } from '../nearest.ts'
import type { IdSet } from './ids.ts'
import type { AuthoredValue, Language, Raises, Step, TestCase } from './model.ts'
import type { SourceFileView } from './problems.ts'
import { type AuthoredCase, type AuthoredStep, casesSchema } from './schemas.ts'
import { validate } from './validate.ts'
import { checkValue } from './values.ts'
import { parseYaml, type Yaml, type YamlPath } from './yaml.ts'

/** A file of cases and where each case stands in it. */
export interface CasesFile {
  source: SourceFileView
  yaml: Yaml
  cases: TestCase[]
}

const TEXT_KEYS = new Set([
  'stdin',
  'stdout',
  'title',
  'help',
  '$int',
  '$float',
  '$date',
  '$datetime',
  'query',
])

const TEXT_OWNERS = new Set(['files', 'creates', 'columns'])
const DATA_KEYS = new Set(['args', 'kwargs', 'returns', 'to', 'rows'])

/** A scalar that is text however it looks. */
function isText(path: YamlPath): boolean {
  const last = path.at(-1)
  const owner = path.at(-2)
  return TEXT_KEYS.has(String(last)) || TEXT_OWNERS.has(String(owner))
}

function isData(path: YamlPath): boolean {
  return path.some((step) => DATA_KEYS.has(String(step))) && !path.includes('$complex')
}

/**
 * Reads tests/visible.yaml or tests/hidden.yaml. Null, with problems reported, when it is broken.
 * @param edit the learner's own files
 */
export function readCases(
  source: SourceFileView,
  runner: Language,
  edit: readonly string[],
  ids: IdSet,
): CasesFile | null {
  const yaml = parseYaml(source, source.text, { text: isText, data: isData })
  const written = yaml === null ? null : validate(source, yaml, casesSchema)
  if (yaml === null || written === null) return null
  const reader = new CaseReader(source, yaml, runner, edit)
  const cases = written.cases.map((authored, index) => {
    ids.take(source, authored.id, yaml.place(['cases', index, 'id']), 'a case')
    return reader.read(authored, index)
  })
  return { source, yaml, cases }
}

/** `needs` may name cases of both files, but a visible case cannot wait for a hidden one. */
export function checkNeeds(visible: CasesFile | null, hidden: CasesFile | null): void {
  const shown = visible?.cases.map(({ id }) => id) ?? []
  const all = [...shown, ...(hidden?.cases.map(({ id }) => id) ?? [])]
  const needs = new Map<string, readonly string[]>()
  for (const file of [visible, hidden]) {
    for (const [index, { id, needs: wanted }] of file?.cases.entries() ?? []) {
      needs.set(id, wanted)
      for (const [at, name] of wanted.entries()) {
        const place = file?.yaml.place(['cases', index, 'needs', at])
        if (place === undefined || file === null) continue
        if (!all.includes(name))
          file.source.error(
            place,
            'unknown-case',
            `There is no case "${name}".`,
            nearest(name, all),
          )
        else if (file === visible && !shown.includes(name))
          file.source.error(
            place,
            'unknown-case',
            `The case "${name}" is hidden: a visible case cannot need it.`,
          )
        else if (reaches(needs, name, id))
          file.source.error(place, 'cycle', `The cases "${id}" and "${name}" need each other.`)
      }
    }
  }
}

function reaches(needs: Map<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(needs.get(id) ?? []))
  }
  return false
}

const OF_SQL = ['rows', 'columns', 'ordered', 'query'] as const
const NOT_OF_SQL = [
  ...(['call', 'args', 'kwargs', 'stdin', 'steps', 'returns', 'stdout', 'match'] as const),
  'creates',
] as const

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

class CaseReader {
  private readonly source: SourceFileView
  private readonly yaml: Yaml
  private readonly runner: Language
  private readonly edit: readonly string[]

  constructor(source: SourceFileView, yaml: Yaml, runner: Language, edit: readonly string[]) {
    this.source = source
    this.yaml = yaml
    this.runner = runner
    this.edit = edit
  }

  read(authored: AuthoredCase, index: number): TestCase {
    const path = ['cases', index]
    const result: TestCase = {
      id: authored.id,
      title: authored.title ?? authored.id.replaceAll('-', ' '),
      action: this.action(authored, path),
      match: authored.match ?? 'lines',
      files: authored.files,
      creates: authored.creates,
      tolerance: authored.tolerance ?? null,
      types: authored.types,
      points: authored.points,
      needs: authored.needs,
      help: authored.help,
    }
    if (authored.rows !== undefined)
      result.result = {
        rows: authored.rows.map((row, at) => this.values(row, [...path, 'rows', at], null)),
        columns: authored.columns ?? null,
        ordered: authored.ordered ?? false,
      }
    if ('returns' in authored)
      result.returns = this.value(authored.returns, [...path, 'returns'], null)
    if (authored.raises !== undefined) result.raises = raisesOf(authored.raises)
    if (authored.stdout !== undefined) result.stdout = authored.stdout
    if (this.runner === 'sql') this.checkSql(authored, path)
    else this.checkWhole(authored, path)
    this.checkPaths(authored, path)
    return result
  }

  private action(authored: AuthoredCase, path: YamlPath): TestCase['action'] {
    if (this.runner === 'sql') return { type: 'script', query: authored.query ?? null }
    if (authored.call !== undefined) {
      const args = this.values(authored.args, [...path, 'args'], null)
      const kwargs = this.named(authored.kwargs, [...path, 'kwargs'], null)
      return { type: 'call', name: authored.call, args, kwargs }
    }
    if (authored.steps !== undefined)
      return { type: 'steps', steps: this.steps(authored.steps, path) }
    return { type: 'program', stdin: authored.stdin ?? '' }
  }

  /** Rules that concern several keys of a case. */
  private checkWhole(authored: AuthoredCase, path: YamlPath): void {
    const ways = (['call', 'stdin', 'steps'] as const).filter((key) => authored[key] !== undefined)
    if (ways.length !== 1)
      this.error(
        ways.length === 0 ? path : [...path, ways[1] as string],
        'bad-case',
        ways.length === 0
          ? `The case "${authored.id}" runs nothing.`
          : `The case "${authored.id}" has ${ways.join(' and ')}; only one of them may stand there.`,
        'one of call, stdin and steps',
      )
    const [way] = ways
    if (way !== 'call') {
      for (const key of ['args', 'kwargs', 'returns'] as const)
        if (key in authored)
          this.error([...path, key], 'bad-case', `"${key}" has no meaning beside ${way}.`)
      if (way === 'steps' && authored.raises !== undefined)
        this.error([...path, 'raises'], 'bad-case', 'With steps, "raises" stands in a step.')
    }
    if ('returns' in authored && authored.raises !== undefined)
      this.error([...path, 'raises'], 'bad-case', 'A call either returns or raises.')
    if (!checksSomething(authored))
      this.error(
        path,
        'checks-nothing',
        `The case "${authored.id}" checks nothing.`,
        'returns, raises, stdout or creates',
      )
    const compares = authored.stdout !== undefined || Object.keys(authored.creates).length > 0
    if (authored.match !== undefined && !compares)
      this.error(
        [...path, 'match'],
        'bad-case',
        '"match" has no meaning without stdout or creates.',
      )
    for (const key of OF_SQL)
      if (key in authored)
        this.error([...path, key], 'bad-case', `"${key}" has no meaning in ${this.runner}.`)
  }

  /** A case of SQL runs the whole script, and perhaps a query of its own. */
  private checkSql(authored: AuthoredCase, path: YamlPath): void {
    for (const key of NOT_OF_SQL)
      if (key in authored && !isEmpty(authored[key]))
        this.error(
          [...path, key],
          'bad-case',
          `"${key}" has no meaning in SQL.`,
          'rows, columns, ordered, query, raises and files',
        )
    const { rows, columns } = authored
    if (rows === undefined) {
      if (authored.raises === undefined)
        this.error(
          path,
          'checks-nothing',
          `The case "${authored.id}" checks nothing.`,
          'rows or raises',
        )
      for (const key of ['columns', 'ordered'] as const)
        if (key in authored)
          this.error([...path, key], 'bad-case', `"${key}" has no meaning without rows.`)
      return
    }
    if (authored.raises !== undefined)
      this.error([...path, 'raises'], 'bad-case', 'A query either gives rows or raises.')
    const wanted = columns?.length ?? rows[0]?.length
    const uneven = rows.findIndex((row) => row.length !== wanted)
    if (uneven >= 0)
      this.error(
        [...path, 'rows', uneven],
        'bad-case',
        `This row and the result have other numbers of columns: ${rows[uneven]?.length} and ${wanted}.`,
      )
  }

  private checkPaths(authored: AuthoredCase, path: YamlPath): void {
    for (const key of ['files', 'creates'] as const) {
      const [first] = Object.keys(authored[key])
      if (first !== undefined && this.runner === 'sql') {
        if (key === 'files') this.checkScripts(Object.keys(authored.files), path)
      } else if (first !== undefined && this.runner !== 'python')
        this.error([...path, key], 'bad-case', `Programs in ${this.runner} have no files here.`)
      for (const name of Object.keys(authored[key]))
        if (/^[/\\]|(^|\/)\.\.(\/|$)|\\|^[a-zA-Z]:/.test(name))
          this.error([...path, key, name], 'bad-path', `"${name}" lies outside of the folder.`)
    }
  }

  /** Files of a case in SQL are scripts, and not the learner's. */
  private checkScripts(names: readonly string[], path: YamlPath): void {
    for (const name of names)
      if (this.edit.includes(name))
        this.error(
          [...path, 'files', name],
          'bad-path',
          `"${name}" is the learner's: a case may replace only files of files.readonly, or add one.`,
        )
      else if (!name.endsWith('.sql'))
        this.error(
          [...path, 'files', name],
          'bad-path',
          `"${name}" is no script.`,
          `${name.replace(/\.\w+$/, '')}.sql`,
        )
  }

  private steps(authored: readonly AuthoredStep[], path: YamlPath): Step[] {
    const names: string[] = []
    return authored.map((step, index) => {
      const at = [...path, 'steps', index]
      const result = this.step(step, at, names)
      if (step.as !== undefined) names.push(step.as)
      return result
    })
  }

  private step(step: AuthoredStep, at: YamlPath, names: readonly string[]): Step {
    const verbs = (['new', 'call', 'get', 'set'] as const).filter((key) => step[key] !== undefined)
    const verb = verbs[0] ?? 'call'
    if (verbs.length !== 1)
      this.error(at, 'bad-case', 'A step does one thing.', 'one of new, call, get and set')
    const allowed: Record<typeof verb, readonly string[]> = {
      new: ['args', 'kwargs', 'as', 'raises'],
      call: ['args', 'kwargs', 'as', 'returns', 'raises'],
      get: ['as', 'returns'],
      set: ['to'],
    }
    for (const key of ['args', 'kwargs', 'as', 'returns', 'raises', 'to'] as const)
      if (key in step && verbs.length === 1 && !allowed[verb].includes(key))
        this.error([...at, key], 'bad-case', `"${key}" has no meaning beside ${verb}.`)
    if (verb === 'set' && !('to' in step))
      this.error(at, 'bad-case', 'This step does not say what to set it to.', 'to: …')
    if ('returns' in step && step.raises !== undefined)
      this.error([...at, 'raises'], 'bad-case', 'A call either returns or raises.')
    const name = step[verb] ?? ''
    if (verb === 'set') return { do: 'set', name, to: this.value(step.to, [...at, 'to'], names) }
    const as = step.as ?? null
    const returns =
      'returns' in step ? { returns: this.value(step.returns, [...at, 'returns'], null) } : {}
    if (verb === 'get') return { do: 'get', name, as, ...returns }
    return {
      do: verb,
      name,
      args: this.values(step.args, [...at, 'args'], names),
      kwargs: this.named(step.kwargs, [...at, 'kwargs'], names),
      as,
      ...returns,
      ...(step.raises === undefined ? {} : { raises: raisesOf(step.raises) }),
    }
  }

  private values(
    written: readonly unknown[] | undefined,
    path: YamlPath,
    names: readonly string[] | null,
  ): AuthoredValue[] {
    return (written ?? []).map((value, index) => this.value(value, [...path, index], names))
  }

  private named(
    written: Readonly<Record<string, unknown>> | undefined,
    path: YamlPath,
    names: readonly string[] | null,
  ): Record<string, AuthoredValue> {
    if (written !== undefined && this.runner !== 'python')
      this.error(path, 'bad-case', `There are no keyword arguments in ${this.runner}.`, 'args')
    return Object.fromEntries(
      Object.entries(written ?? {}).map(([key, value]) => [
        key,
        this.value(value, [...path, key], names),
      ]),
    )
  }

  private value(written: unknown, path: YamlPath, names: readonly string[] | null): AuthoredValue {
    const value = written as AuthoredValue
    const context = { runner: this.runner, names }
    checkValue(value, context, (inside, rule, message, suggestion) => {
      this.error([...path, ...inside], rule, message, suggestion)
    })
    return value
  }

  private error(path: YamlPath, rule: string, message: string, suggestion?: string | null): void {
    this.source.error(this.yaml.place(path, 'key'), rule, message, suggestion)
  }
}

function raisesOf(written: string | { type: string; message: string }): Raises {
  return typeof written === 'string' ? { type: written, message: null } : written
}

function checksSomething(authored: AuthoredCase): boolean {
  const inSteps = authored.steps?.some((step) => 'returns' in step || step.raises !== undefined)
  return (
    'returns' in authored ||
    authored.raises !== undefined ||
    authored.stdout !== undefined ||
    Object.keys(authored.creates).length > 0 ||
    inSteps === true
  )
}
