import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Paths, resolvePaths } from './core/config/paths.ts'
import { settingProjection } from './core/config/setting-projection.ts'
import {
  definition,
  type SettingEntry,
  Settings,
  type SettingValue,
} from './core/config/settings.ts'
import { type BundledCourses, ensureBundled } from './core/course/bundled.ts'
import { MasteryError } from './core/errors.ts'
import { systemClock } from './core/events/clock.ts'
import type { Clock, Random } from './core/events/event.ts'
import type { CodeRunner, Tier } from './core/grading/code-runner.ts'
import type { SandboxLab } from './core/grading/sandbox-report.ts'
import type { VerifyContext } from './core/grading/verifier.ts'
import { qualityOf } from './core/practice/check.ts'
import type { Grader } from './core/practice/grader.ts'
import type { Workspace } from './core/practice/workspace.ts'
import { learnerProjections } from './core/review/projections.ts'
import { EventStore } from './core/store/event-store.ts'
import { LibraryStore } from './core/store/library-store.ts'
import { ReviewStore } from './core/store/review-store.ts'
import { bundledCourses } from './host/bundled-courses.ts'
import type { Patient } from './host/doctor.ts'
import { type Editor, findEditor, isRunnable, openEditor } from './host/editor.ts'
import type { GradingContext } from './host/grading/grade-submissions.ts'
import { readRegular } from './host/learner-files.ts'
import { openOutcomeCache } from './host/outcome-cache.ts'
import type { ComparingContext } from './host/similarity/compare-class.ts'
import { FolderWorkspace } from './host/workspace.ts'
import {
  lazyGrader,
  lazyLab,
  lazyMutantMaker,
  lazyQuality,
  lazyRunner,
  lazyTokenizer,
} from './lazy.ts'
import { packageRoot } from './package-root.ts'
import type { RunnerOptions } from './sandbox/runner.ts'

export interface ContextInput {
  profile?: string
  /** Settings given as flags, by key. */
  flags?: Readonly<Record<string, SettingValue | undefined>>
  cwd: string
  env: Readonly<Record<string, string | undefined>>
}

/**
 * The composition root: every adapter, each made on first use, so that a command pays only for what it
 * touches.
 */
export class Context {
  readonly input: ContextInput
  readonly paths: Paths
  readonly clock: Clock
  readonly random: Random = Math.random
  /** What leaves this machine: nothing, as long as neither is configured. */
  /** Told when a first run has to wait, as `RunnerOptions` says; null: nobody watches. */
  onFirstRun: RunnerOptions['onFirstRun'] | null = null
  readonly privacy = { model: null, platform: null }
  private made: {
    log?: EventStore
    settings?: Settings
    library?: LibraryStore
    reviews?: ReviewStore
    runner?: CodeRunner
    grader?: Grader
    workspace?: Workspace
  } = {}

  constructor(input: ContextInput) {
    this.input = input
    this.paths = resolvePaths(
      { env: input.env, platform: process.platform, home: homedir() },
      input.profile ?? (input.env.MASTERY_PROFILE || 'default'),
    )
    this.clock = systemClock(fixedStart(input.env.MASTERY_NOW))
  }

  /** learner.db: the event log, blobs and projections. */
  get log(): EventStore {
    this.made.log ??= this.openLog()
    return this.made.log
  }

  /** Another connection to learner.db; the caller closes it. */
  openLog(path: string = this.paths.learnerDb): EventStore {
    return new EventStore({
      path,
      migrations: join(packageRoot(), 'src/core/store/migrations'),
      clock: this.clock,
      projections: [...learnerProjections, settingProjection],
    })
  }

  get settings(): Settings {
    this.made.settings ??= new Settings({
      flags: this.input.flags ?? {},
      env: this.input.env,
      project: once(() => projectSettings(this.input.cwd)),
      stored: this.log,
    })
    return this.made.settings
  }

  /** The courses that come with the product. */
  get bundled(): BundledCourses {
    return bundledCourses(join(packageRoot(), 'dist/content'))
  }

  /** library.db, with the bundled courses in it. */
  get library(): LibraryStore {
    if (this.made.library === undefined) {
      const { libraryDb: path, data } = this.paths
      const library = new LibraryStore({ path, sources: join(data, 'courses') })
      ensureBundled(library, this.bundled)
      this.made.library = library
    }
    return this.made.library
  }

  get reviews(): ReviewStore {
    this.made.reviews ??= new ReviewStore(this.log.db, this.library)
    return this.made.reviews
  }

  /** Looks at the sandbox and attacks it, with runners of its own. */
  get lab(): SandboxLab {
    return lazyLab({ root: packageRoot(), cacheFile: this.probeFile })
  }

  /** Keeps what attacking each tier found. */
  private get probeFile(): string {
    return join(this.paths.cache, 'sandbox.json')
  }

  get runner(): CodeRunner {
    this.made.runner ??= lazyRunner({
      root: packageRoot(),
      cacheFile: this.probeFile,
      // A screen runs code again and again; a single command would only pay for the spare.
      warm: Boolean(process.stdin.isTTY && process.stdout.isTTY),
      onFirstRun: (waits) => this.onFirstRun?.(waits),
    })
    return this.made.runner
  }

  get grader(): Grader {
    this.made.grader ??= lazyGrader({
      runner: this.runner,
      settings: this.settings,
      root: packageRoot(),
    })
    return this.made.grader
  }

  /** What `mastery grade` uses: nothing of it makes, or asks, the databases of a learner. */
  get grading(): GradingContext {
    const quality = lazyQuality(packageRoot())
    return {
      shelves: { bundled: this.bundled, library: () => this.presentLibrary },
      runner: this.runner,
      quality: (exercise, files) => qualityOf({ quality }, exercise, files),
      version: this.version,
      cache: this.paths.cache,
      cwd: this.input.cwd,
      summaryFile: this.input.env.GITHUB_STEP_SUMMARY || null,
    }
  }

  /** Compares submissions with each other; of the learner's own it knows the history, where there is one. */
  get comparing(): ComparingContext {
    return {
      shelves: { bundled: this.bundled, library: () => this.presentLibrary },
      cwd: this.input.cwd,
      openTokenizer: lazyTokenizer(packageRoot()),
      ownHistory: () =>
        existsSync(this.paths.learnerDb) ? { log: this.log, workspace: this.workspaceRoot } : null,
    }
  }

  /** What this command line and its environment say: a grade must not depend on what somebody once chose. */
  get givenSettings(): Settings {
    const { flags = {}, env } = this.input
    const stored = { get: () => null, list: () => [].values() }
    return new Settings({ flags, env, project: () => ({}), stored })
  }

  /** The library where there is one that can be opened; null elsewhere. */
  private get presentLibrary(): LibraryStore | null {
    const { libraryDb, data } = this.paths
    if (!existsSync(libraryDb) && !existsSync(join(data, 'courses'))) return null
    try {
      return this.library
    } catch (error) {
      // A home that cannot be written: the bundled courses are elsewhere.
      if (error instanceof MasteryError && error.kind === 'limit') return null
      throw error
    }
  }

  private get workspaceRoot(): string {
    const own = this.settings.get<string | null>('workspace')
    return own === null ? this.paths.workspace : resolve(own.replace(/^~(?=$|\/)/, homedir()))
  }

  get workspace(): Workspace {
    this.made.workspace ??= new FolderWorkspace({
      root: this.workspaceRoot,
      cwd: this.input.cwd,
      now: () => this.clock.now(),
    })
    return this.made.workspace
  }

  /** The learner's editor, or null when none is named. `flag` is `--editor`. */
  editor(flag?: string): Editor | null {
    const { env } = this.input
    const { platform } = process
    const entry = this.settings.entry(definition('editor'))
    return findEditor({
      flag,
      setting:
        entry.value === null ? undefined : { value: String(entry.value), source: sourceOf(entry) },
      env,
      platform,
      exists: (program) => isRunnable(program, env, platform),
    })
  }

  /** Opens a file in the learner's editor and resolves when a terminal editor has ended. */
  async openAndWait(file: string): Promise<void> {
    const editor = this.editor()
    if (editor === null)
      throw new MasteryError('usage', 'No editor is named.', {
        next: 'mastery config set editor nano',
      })
    await openEditor(editor, file, null)
  }

  /** What `mastery doctor` looks at. */
  patient(terminal: NodeJS.WriteStream): Patient {
    const { env } = this.input
    return {
      version: this.version,
      paths: this.paths,
      clock: this.clock,
      log: () => this.log,
      courses: () => this.library.courses(),
      settings: () => this.settings.list(),
      runner: () => this.runner,
      editor: () => {
        const editor = this.editor()
        return editor === null ? null : { command: editor.command.join(' '), source: editor.from }
      },
      terminal: {
        isTTY: terminal.isTTY,
        columns: terminal.columns ?? null,
        color: terminal.isTTY && !env.NO_COLOR,
        term: env.TERM ?? 'unset',
        locale: env.LC_ALL ?? env.LC_CTYPE ?? env.LANG ?? 'no locale',
      },
    }
  }

  /** What checking a course by running it needs. `fresh`: nothing is taken from earlier checks. */
  verification({ fresh, signal }: { fresh: boolean; signal: AbortSignal }): VerifyContext {
    // The file that this stands in holds all that judges.
    const code = createHash('sha256')
      .update(readFileSync(import.meta.filename))
      .digest('hex')
    return {
      runner: this.runner,
      // Nobody knows who wrote what lies in a folder.
      atLeast: this.settings.get<Tier>('sandbox.tier-for-others'),
      makeMutants: lazyMutantMaker(packageRoot()),
      cache: openOutcomeCache(join(this.paths.cache, 'course-check.jsonl'), { fresh }),
      version: `${this.version} ${code}`,
      workers: availableParallelism(),
      signal,
    }
  }

  get version(): string {
    return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version
  }

  /** Closes what was opened. Safe to call twice. */
  async close(): Promise<void> {
    await this.made.runner?.close()
    this.made.library?.close()
    this.made.log?.backupDaily()
    this.made.log?.close()
    this.made = {}
  }
}

function sourceOf(entry: SettingEntry): string {
  return entry.source === 'environment' ? 'MASTERY_EDITOR' : 'the setting "editor"'
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function fixedStart(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const ms = Date.parse(text)
  // Days are written with four digits, and an event from the far future would hold up the log's clock.
  if (!(ms >= 0 && ms < Date.UTC(3000, 0)))
    throw new MasteryError(
      'usage',
      `MASTERY_NOW is "${text}", which is no date from 1970 to 2999.`,
      {
        next: 'Use an ISO time such as MASTERY_NOW=2026-11-20T09:00:00',
      },
    )
  return ms
}

/**
 * `settings` of the nearest `.mastery.json` above `cwd`; nothing when there is none.
 * @throws MasteryError `invalid-data` when it is no JSON object in an ordinary file of at most 1 MB
 */
function projectSettings(cwd: string): Record<string, unknown> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, '.mastery.json')
    if (existsSync(file)) return settingsIn(file)
    if (dirname(folder) === folder) return {}
  }
}

function settingsIn(file: string): Record<string, unknown> {
  try {
    const { settings } = JSON.parse(readRegular(file).toString('utf8'))
    return typeof settings === 'object' && settings !== null ? settings : {}
  } catch (cause) {
    const why =
      cause instanceof SyntaxError || cause instanceof TypeError
        ? 'is not valid JSON'
        : 'cannot be read as an ordinary file of at most 1 MB'
    throw new MasteryError('invalid-data', `${file} ${why}.`, {
      next: 'Mend it, or remove it and run: mastery start <exercise>',
      cause,
    })
  }
}
