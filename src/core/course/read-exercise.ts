import { nearest } from '../nearest.ts'
import { reportStray, roleOf } from './fences.ts'
import type { FileEntry } from './files.ts'
import { IdSet, knownSkills } from './ids.ts'
import { type Block, calloutOf, joined, type MarkdownFile, placeOf } from './markdown.ts'
import { FRAMEWORKS, type Framework, type Language, type SourceFile } from './model.ts'
import { type SourceFileView, START } from './problems.ts'
import { type CasesFile, checkNeeds, readCases } from './read-cases.ts'
import { readFrameworkTests } from './read-framework.ts'
import { exerciseSchema } from './schemas.ts'
import { salvage, validate } from './validate.ts'
import type { YamlPath } from './yaml.ts'

const MIN_HINTS = 3

/** An exercise's folder: the paths of its files, and how to read one. */
export interface ExerciseFolder {
  /** With a `/` at its end. */
  path: string
  entries: readonly FileEntry[]
  /** Null, with the problem reported, when it cannot be read. */
  text: (path: string) => SourceFileView | null
}

/** Reads an exercise. Null, with problems reported, when its front matter is broken. */
export function readExercise(
  file: MarkdownFile,
  folder: ExerciseFolder,
  known: ReadonlySet<string>,
  keepUnnamed: boolean,
) {
  const { source, front } = file
  const fields = validate(source, front, exerciseSchema)
  const { task, hints } = readTask(file)
  const rest = fields ?? salvage(front, exerciseSchema)
  const skills = (key: 'practises' | 'requires'): string[] =>
    knownSkills(source, rest[key] ?? [], known, (index) => front.place([key, index]))
  const practises = skills('practises')
  const requires = skills('requires')
  const edit = rest.files?.edit ?? []
  const framework = FRAMEWORKS.find((name) => name === rest.runner)
  const language = languageOf(rest.runner ?? null, edit)
  const { visible, hidden } =
    framework === undefined
      ? readTests(source, folder, language, edit)
      : { visible: [], hidden: [] }
  const tests =
    framework === undefined
      ? undefined
      : readFrameworkTests(source, folder, {
          framework,
          showHiddenNames: rest.show_hidden_names ?? false,
          taken: [...edit, ...(rest.files?.readonly ?? [])],
          keepUnnamed,
        })
  const used =
    framework === undefined
      ? ['visible.yaml', 'hidden.yaml']
      : ['names.json', 'visible/', 'hidden/']
  reportUnused(source, folder, used)
  const programs = rest.files === undefined ? null : new Programs(file, folder, rest.files).read()
  if (fields === null || language === null || programs === null) return null
  const { seconds, memory_mb: memoryMb, output_kb: outputKb } = fields.limits
  const limits = { seconds, memoryMb, outputKb }
  const cases = { visible, hidden, framework: tests }
  return { fields, language, practises, requires, task, hints, limits, ...cases, ...programs }
}

/** A framework's own; which of the two that jest knows is told by the file to edit. */
function languageOf(runner: Language | Framework | null, edit: readonly string[]): Language | null {
  if (runner === 'python-unittest') return 'python'
  if (runner === 'jest') return /\.[cm]?tsx?$/.test(edit[0] ?? '') ? 'typescript' : 'javascript'
  return runner
}

function readTests(
  source: SourceFileView,
  folder: ExerciseFolder,
  runner: Language | null,
  edit: readonly string[],
) {
  const ids = new IdSet()
  const cases = (name: 'visible' | 'hidden'): CasesFile | null => {
    const path = `${folder.path}tests/${name}.yaml`
    const text = runner !== null && has(folder, path) ? folder.text(path) : null
    return text === null || runner === null ? null : readCases(text, runner, edit, ids)
  }
  const visible = cases('visible')
  const hidden = cases('hidden')
  checkNeeds(visible, hidden)
  reportMissingTests(source, folder, visible)
  return { visible: visible?.cases ?? [], hidden: hidden?.cases ?? [] }
}

const has = (folder: ExerciseFolder, path: string): boolean =>
  folder.entries.some((entry) => entry.path === path)

/** The task is all that is no hint. */
function readTask(file: MarkdownFile): { task: string; hints: string[] } {
  const { source } = file
  const hints: string[] = []
  const task: Block[] = []
  for (const block of file.blocks) {
    if (block.type === 'blockquote') {
      const callout = calloutOf(source, block)
      if (callout?.kind === 'TIP') {
        hints.push(callout.text)
        continue
      }
    }
    if (block.type === 'code') {
      const role = roleOf(source, block)
      if (role === 'run')
        source.error(
          placeOf(block),
          'bad-fence',
          'Code in a task is not run.',
          'leave out the word run',
        )
      else if (role !== 'plain') reportStray(source, block, role)
    }
    task.push(block)
  }
  if (task.length === 0) source.error(START, 'missing-text', 'The exercise has no task.')
  if (hints.length < MIN_HINTS)
    source.error(
      START,
      'missing-hints',
      `The exercise has ${hints.length} of at least ${MIN_HINTS} hints.`,
      '> [!TIP] quotes: what to look at, what to use, nearly how',
    )
  return { task: joined(source, task), hints }
}

function reportMissingTests(
  source: SourceFileView,
  folder: ExerciseFolder,
  visible: CasesFile | null,
): void {
  const { problems } = source
  for (const name of ['visible', 'hidden'] as const) {
    const path = `${folder.path}tests/${name}.yaml`
    if (has(folder, path)) continue
    const message = `The exercise has no ${name} cases: ${path} is missing.`
    if (name === 'visible') source.error(START, 'missing-file', message)
    else source.warning(START, 'missing-file', message, 'cases: […] that only `submit` runs')
  }
  if (visible !== null && visible.cases.length === 0)
    problems.error(visible.source.path, START, 'missing-answer', 'There are no cases here.')
}

function reportUnused(
  { problems }: SourceFileView,
  folder: ExerciseFolder,
  used: readonly string[],
): void {
  const tests = `${folder.path}tests/`
  for (const { path } of folder.entries) {
    if (!path.startsWith(tests)) continue
    const name = path.slice(tests.length)
    if (used.some((one) => (one.endsWith('/') ? name.startsWith(one) : name === one))) continue
    problems.warning(path, START, 'unused-file', 'Nothing uses this file.', nearest(name, used))
  }
}

/** starter/, solution/ and mutants/ of an exercise, checked against `files` of its front matter. */
class Programs {
  private readonly file: MarkdownFile
  private readonly folder: ExerciseFolder
  private readonly edit: readonly string[]
  private readonly readonly: readonly string[]

  constructor(
    file: MarkdownFile,
    folder: ExerciseFolder,
    files: { edit: readonly string[]; readonly: readonly string[] },
  ) {
    this.file = file
    this.folder = folder
    this.edit = files.edit
    this.readonly = files.readonly
  }

  read(): {
    starter: SourceFile[]
    solution: SourceFile[]
    mutants: { name: string; files: SourceFile[] }[]
  } {
    const starter = this.below('starter/')
    const names = starter.map(({ path }) => path)
    this.reportListed(names)
    const solution = this.below('solution/')
    this.reportForeign('solution/', solution)
    if (solution.length === 0)
      this.file.source.error(
        START,
        'missing-file',
        'The exercise has no solution.',
        `solution/${this.edit[0]}`,
      )
    return { starter, solution, mutants: this.mutants() }
  }

  private below(part: string): SourceFile[] {
    const start = this.folder.path + part
    return this.folder.entries
      .filter((entry) => entry.path.startsWith(start))
      .flatMap((entry) => {
        const source = this.folder.text(entry.path)
        return source === null ? [] : [{ path: entry.path.slice(start.length), text: source.text }]
      })
  }

  private mutants(): { name: string; files: SourceFile[] }[] {
    const byName = new Map<string, SourceFile[]>()
    for (const { path, text } of this.below('mutants/')) {
      const slash = path.indexOf('/')
      if (slash === -1) {
        this.file.source.problems.error(
          `${this.folder.path}mutants/${path}`,
          START,
          'unused-file',
          'A wrong solution is a folder with its files.',
          `mutants/<name>/${path}`,
        )
        continue
      }
      const name = path.slice(0, slash)
      byName.set(name, [...(byName.get(name) ?? []), { path: path.slice(slash + 1), text }])
    }
    return [...byName].map(([name, files]) => {
      this.reportForeign(`mutants/${name}/`, files)
      return { name, files }
    })
  }

  private reportListed(starter: readonly string[]): void {
    const { source, front } = this.file
    const where = (path: YamlPath) => front.place(['files', ...path])
    for (const key of ['edit', 'readonly'] as const)
      for (const [index, path] of this[key].entries())
        if (!starter.includes(path))
          source.error(
            where([key, index]),
            'missing-file',
            `There is no file ${this.folder.path}starter/${path}.`,
            nearest(path, starter),
          )
        else if (key === 'readonly' && this.edit.includes(path))
          source.error(
            where([key, index]),
            'bad-value',
            `"${path}" stands in edit and in readonly.`,
          )
    for (const path of starter)
      if (![...this.edit, ...this.readonly].includes(path))
        source.error(
          where([]),
          'unlisted-file',
          `starter/${path} stands neither in files.edit nor in files.readonly.`,
        )
  }

  /** A solution changes files that the learner may change. */
  private reportForeign(part: string, files: readonly SourceFile[]): void {
    for (const { path } of files)
      if (!this.edit.includes(path))
        this.file.source.problems.error(
          this.folder.path + part + path,
          START,
          'unlisted-file',
          `"${path}" is not in files.edit of the exercise.`,
          nearest(path, this.edit),
        )
  }
}
