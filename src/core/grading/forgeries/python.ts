import type { AuthoredValue, Exercise, Step } from '../../course/model.ts'
import {
  FAKE_REPORT,
  type ForgedText,
  knownAnswers,
  literals,
  mostCommon,
  OTHERWISE,
  type Otherwise,
} from './answers.ts'
import { literal } from './literals.ts'
import { type Asked, askedOf } from './names.ts'

export function pythonForgeries(exercise: Exercise): ForgedText[] {
  const asked = askedOf(exercise)
  const printed = exercise.visible.map(({ stdout }) => stdout ?? '').join('')
  const first = knownAnswers(exercise).map(({ prints }) => prints)[0] ?? ''
  return [
    ...(['common', 'argument', 'nothing'] as const).map((otherwise) => ({
      name: `by-heart-else-${otherwise}`,
      does: OTHERWISE[otherwise],
      text: byHeart(exercise, asked, otherwise),
    })),
    {
      name: 'prints-answers',
      does: 'prints every visible answer',
      text: everywhere(asked, [
        `print(${JSON.stringify(printed)}, end="")`,
        ...knownAnswers(exercise).flatMap(({ returns }) =>
          returns === null ? [] : [`print(repr(${returns}))`],
        ),
      ]),
    },
    {
      name: 'equals-everything',
      does: 'gives back an object that claims to equal everything',
      text: `${ALWAYS_EQUAL}\n${everywhere(asked, ['return Same()'], 'print(Same(), end="")')}`,
    },
    {
      name: 'ends-process',
      does: 'ends its process with exit code 0',
      text: everywhere(asked, [
        `sys.stdout.write(${JSON.stringify(first)})`,
        'sys.stdout.flush()',
        'os._exit(0)',
      ]),
    },
    {
      name: 'ends-process-at-once',
      does: 'ends its process with exit code 0 while it is loaded',
      text: `import os\nos._exit(0)\n${everywhere(asked, ['pass'])}`,
    },
    {
      name: 'skips',
      does: 'raises what makes a test framework skip a test',
      text: `import unittest\n${everywhere(asked, ['raise unittest.SkipTest("not today")'])}`,
    },
    {
      name: 'fakes-report',
      does: 'prints and writes reports that say it passed',
      text: everywhere(asked, [
        `report = ${JSON.stringify(FAKE_REPORT)}`,
        'print(report)',
        'print(report, file=sys.stderr)',
        'for number in range(1, 12):',
        '    try:',
        '        os.write(number, report.encode())',
        '    except OSError:',
        '        pass',
        'for path in ("results.json", "report.xml", "/dev/fd/3"):',
        '    try:',
        '        with open(path, "w") as file:',
        '            file.write(report)',
        '    except OSError:',
        '        pass',
      ]),
    },
    {
      name: 'gives-back-argument',
      does: 'gives back what it was given',
      text: everywhere(
        asked,
        ['return args[0] if args else None'],
        'print(sys.stdin.read(), end="")',
      ),
    },
    {
      name: 'does-nothing',
      does: 'does nothing',
      text: everywhere(asked, ['return None'], 'pass'),
    },
    {
      name: 'never-ends',
      does: 'gives back a value without end',
      text: `${ENDLESS}\n${everywhere(asked, ['return endless()'], 'while True: print("x" * 1000)')}`,
    },
  ]
}

const ALWAYS_EQUAL = `class Same(str):
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__
    def __hash__(self):
        return 0
    def __getattr__(self, name):
        return Same()
    def __call__(self, *args, **kwargs):
        return Same()
    def __bool__(self):
        return True
`

const ENDLESS = `def endless():
    inner = []
    inner.append(inner)
    deep = []
    for _ in range(100_000):
        deep = [deep]
    def forever():
        while True:
            yield inner
    return [inner, deep, forever()]
`

/** The same lines in every function, method and program that the tests ask for. */
function everywhere(asked: Asked, lines: readonly string[], program = ''): string {
  const body = (depth: number): string =>
    lines.map((line) => `${'    '.repeat(depth)}${line}`).join('\n')
  const parts = ['import os, sys']
  for (const name of asked.functions) parts.push(`def ${name}(*args, **kwargs):\n${body(1)}`)
  for (const name of asked.classes)
    parts.push(
      [
        `class ${name}:`,
        '    def __init__(self, *args, **kwargs):',
        '        pass',
        '    def __getattr__(self, name):',
        '        if name.startswith("__"): raise AttributeError(name)',
        '        def method(*args, **kwargs):',
        body(3),
        '        return method',
      ].join('\n'),
    )
  if (asked.program) parts.push(program || `def program(*args):\n${body(1)}\nprogram()`)
  return `${parts.join('\n')}\n`
}

const KNOWING = `import builtins, sys

def made(name, fields):
    thing = type(name, (), {})()
    thing.__dict__.update(fields)
    return thing

def raised(name, message):
    known = getattr(builtins, name, None)
    return (known or type(name, (Exception,), {}))(message)

def give(answer):
    kind, value, printed, files = answer
    sys.stdout.write(printed)
    for path, text in files.items():
        with open(path, "w") as file:
            file.write(text)
    if kind == "raise":
        raise raised(*value)
    return value

def answer(name, args, kwargs):
    for known, places, names, found in CALLS:
        if known == name and places == list(args) and names == kwargs:
            return give(found)
    return give(OTHERWISE(args))

def step(kind, name, args=(), kwargs={}):
    matching = []
    for script in state["left"]:
        at = state["at"]
        while kind != "get" and at < len(script) and script[at][0] in ("get", "set"):
            at += 1
        while kind == "get" and at < len(script) and script[at][0] == "get" and script[at][1] != name:
            at += 1
        if at < len(script) and script[at][:2] == (kind, name) and same(script[at][2], args):
            matching.append((script, at))
    if not matching:
        return give(OTHERWISE(args))
    script, at = matching[0]
    if kind != "get":
        state["left"] = [one for one, _ in matching]
        state["at"] = at + 1
    return give(script[at][3])

def same(known, given):
    return len(known) == len(given) and all(
        left == right or left == "$ref" for left, right in zip(known, given))

def knows(kind, name):
    return any(one[:2] == (kind, name) for script in SCRIPTS for one in script)

class Forged:
    def __init__(self, *args, **kwargs):
        step("new", type(self).__name__, args)
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if knows("get", name):
            return step("get", name)
        return lambda *args, **kwargs: step("call", name, args)
`

function byHeart(exercise: Exercise, asked: Asked, otherwise: Otherwise): string {
  const answers = knownAnswers(exercise)
  const calls = answers.flatMap(({ test, returns, raises }) =>
    test.action.type === 'call'
      ? [
          `("${test.action.name}", ${literals(test.action.args, exercise)}, ${dict(test.action.kwargs, exercise)}, ${effect(returns, raises, test.raises?.message, test.stdout, test.creates)})`,
        ]
      : [],
  )
  const scripts = answers.flatMap(({ test }) =>
    test.action.type === 'steps'
      ? [`[${test.action.steps.map((one) => scriptStep(one, exercise)).join(', ')}]`]
      : [],
  )
  const programs = answers.flatMap(({ test, raises }) =>
    test.action.type === 'program'
      ? [
          `${JSON.stringify(test.action.stdin)}: ${effect(null, raises, test.raises?.message, test.stdout, test.creates)}`,
        ]
      : [],
  )
  const called = new Set(
    exercise.visible.flatMap(({ action }) => (action.type === 'call' ? [action.name] : [])),
  )
  const results = answers.map(({ test, returns, raises }) =>
    effect(returns, raises, test.raises?.message, test.stdout, test.creates),
  )
  const common = mostCommon(results)
  const other =
    otherwise === 'argument'
      ? '("return", args[0] if args else None, str(args[0]) if args and isinstance(args[0], str) else "", {})'
      : otherwise === 'common' && common !== null
        ? common
        : '("return", None, "", {})'
  return [
    KNOWING,
    `OTHERWISE = lambda args: ${other}`,
    `CALLS = [${calls.join(',\n')}]`,
    `SCRIPTS = [${scripts.join(',\n')}]`,
    `PROGRAMS = {${programs.join(',\n')}}`,
    'state = {"left": SCRIPTS, "at": 0}',
    ...asked.functions.map(
      (name) =>
        `def ${name}(*args, **kwargs): return ${called.has(name) || scripts.length === 0 ? `answer("${name}", args, kwargs)` : `step("call", "${name}", args)`}`,
    ),
    ...asked.classes.map((name) => `class ${name}(Forged): pass`),
    ...(asked.program
      ? ['typed = sys.stdin.read()', 'give(PROGRAMS.get(typed, OTHERWISE((typed,))))']
      : []),
    '',
  ].join('\n')
}

function scriptStep(step: Step, exercise: Exercise): string {
  const name = JSON.stringify(step.name.split('.').at(-1))
  if (step.do === 'set') return `("set", ${name}, [], ("return", None, "", {}))`
  const returns = step.returns === undefined ? null : literal(step.returns, exercise.runner)
  if (step.do === 'get') return `("get", ${name}, [], ${effect(returns, null)})`
  const args = step.args.map((one) =>
    one !== null && typeof one === 'object' && '$ref' in one
      ? '"$ref"'
      : literal(one, exercise.runner),
  )
  const found = effect(returns, step.raises?.type ?? null, step.raises?.message)
  return `("${step.do}", ${name}, [${args.join(', ')}], ${found})`
}

function effect(
  returns: string | null,
  raises: string | null,
  message: string | null = '',
  prints = '',
  files: Readonly<Record<string, string>> = {},
): string {
  const kind = raises === null ? 'return' : 'raise'
  const value =
    raises === null ? (returns ?? 'None') : `("${raises}", ${JSON.stringify(message ?? '')})`
  return `("${kind}", ${value}, ${JSON.stringify(prints)}, ${JSON.stringify(files)})`
}

function dict(values: Readonly<Record<string, AuthoredValue>>, exercise: Exercise): string {
  const entries = Object.entries(values).map(
    ([name, value]) => `${JSON.stringify(name)}: ${literal(value, exercise.runner)}`,
  )
  return `{${entries.join(', ')}}`
}
