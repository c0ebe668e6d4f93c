/** What a test file declares: its describes, hooks and tests, in the order in which they were declared. */
import { bind } from 'jest-each'

// biome-ignore lint/suspicious/noExplicitAny: a test's function takes whatever its table has in a row
export type TestFunction = (...args: any[]) => unknown
type Mode = 'run' | 'skip' | 'only' | 'todo'

export interface Hook {
  run: TestFunction
  timeoutMs: number | undefined
}

export interface Test {
  name: string
  run: TestFunction
  /** As it stands in the file; of a table, `run` calls it with a row. */
  written: TestFunction
  timeoutMs: number | undefined
  mode: Mode
  /** `test.failing`: it passes when its function does not. */
  mustFail: boolean
  group: Group
}

export interface Group {
  name: string
  mode: Mode
  parent: Group | null
  children: (Group | Test)[]
  beforeAll: Hook[]
  afterAll: Hook[]
  beforeEach: Hook[]
  afterEach: Hook[]
}

type HookKind = 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach'

export const isTest = (child: Group | Test): child is Test => 'group' in child

function makeGroup(name: string, mode: Mode, parent: Group | null): Group {
  const hooks = { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] }
  return { name, mode, parent, children: [], ...hooks }
}

/** Where the functions of a test file write to; closed once the file was loaded. */
export class Collector {
  readonly root = makeGroup('', 'run', null)
  private current = this.root
  private closed = false
  /** While the rows of a table become tests: the function that they share. */
  private ofTable: TestFunction | null = null

  close(): void {
    this.closed = true
  }

  /** `describe`, `test`, the hooks and their other names, for the test file. */
  api() {
    const describe = this.describes('run')
    const test = this.tests('run', false)
    const skipped = this.tests('skip', false)
    const failing = this.tests('run', true)
    const group = Object.assign(describe, {
      skip: this.describes('skip'),
      only: this.describes('only'),
    })
    const failingOnly = this.tests('only', true)
    const variants = {
      skip: Object.assign(skipped, { failing: this.tests('skip', true) }),
      only: Object.assign(this.tests('only', false), { failing: failingOnly }),
      todo: (name: unknown) => this.add(name, () => {}, undefined, 'todo', false),
      failing: Object.assign(failing, { only: failingOnly, skip: this.tests('skip', true) }),
    }
    // They run one after another all the same: they share one realm with the code under test.
    const concurrent = Object.assign(this.tests('run', false), variants)
    const both = Object.assign(test, { ...variants, concurrent })
    return {
      describe: group,
      test: both,
      it: both,
      fdescribe: group.only,
      fit: both.only,
      // Courses mark with x what their learners are to take on one after another: it is for grading all the same.
      xdescribe: group,
      xtest: both,
      xit: both,
      beforeAll: this.hook('beforeAll'),
      beforeEach: this.hook('beforeEach'),
      afterEach: this.hook('afterEach'),
      afterAll: this.hook('afterAll'),
    }
  }

  private describes(mode: Mode) {
    const declare = (name: unknown, fill: TestFunction) => this.describe(name, fill, mode)
    return Object.assign(declare, { each: bind(declare as never, false) })
  }

  private tests(mode: Mode, mustFail: boolean) {
    // Tests of ours among those of the file run without its hooks: core/grading/canaries/jest.ts.
    const declare = (name: unknown, run: TestFunction, options?: number | { hooks: false }) =>
      typeof options === 'object'
        ? this.add(name, run, undefined, mode, mustFail, makeGroup('', 'run', null))
        : this.add(name, run, options, mode, mustFail)
    const rows = bind(declare as never)
    const each = (...table: Parameters<typeof rows>) => {
      const declareRows = rows(...table)
      return (name: string, run: TestFunction, timeoutMs?: number) => {
        this.ofTable = run
        try {
          declareRows(name, run as never, timeoutMs)
        } finally {
          this.ofTable = null
        }
      }
    }
    return Object.assign(declare, { each })
  }

  private hook(kind: HookKind) {
    return (run: TestFunction, timeoutMs?: number) => {
      this.check(`${kind}()`, run)
      this.current[kind].push({ run, timeoutMs })
    }
  }

  private describe(name: unknown, fill: TestFunction, mode: Mode): void {
    this.check('describe()', fill)
    const outer = this.current
    const group = makeGroup(titleOf(name), mode, outer)
    outer.children.push(group)
    this.current = group
    try {
      const given = fill()
      if (typeof given === 'object' && given !== null && 'then' in given)
        throw new Error(
          'The function of a describe must not be asynchronous: its tests would come too late',
        )
    } finally {
      this.current = outer
    }
  }

  private add(
    name: unknown,
    run: TestFunction,
    timeoutMs: number | undefined,
    mode: Mode,
    mustFail: boolean,
    group = this.current,
  ): void {
    this.check('test()', run)
    const written = this.ofTable ?? run
    this.current.children.push({
      name: titleOf(name),
      run,
      written,
      timeoutMs,
      mode,
      mustFail,
      group,
    })
  }

  private check(what: string, run: unknown): void {
    if (this.closed)
      throw new Error(
        `${what} was called after the test file was loaded: nothing can be added while tests run`,
      )
    if (typeof run !== 'function') throw new Error(`${what} needs a function`)
  }
}

function titleOf(name: unknown): string {
  if (typeof name === 'function') return name.name
  return String(name)
}

/** The names of its describes and its own, joined as reports show them. */
export function fullName(test: Test): string {
  const names = [test.name]
  for (let group: Group | null = test.group; group !== null; group = group.parent)
    if (group.parent !== null) names.unshift(group.name)
  return names.join(' > ')
}
