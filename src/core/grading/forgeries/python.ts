import type { Exercise } from '../../course/model.ts'
import { FAKE_REPORT, type ForgedText, knownAnswers, knownByHeart } from './answers.ts'
import { type Asked, askedOf } from './names.ts'
import { byHeart } from './python-by-heart.ts'

export function pythonForgeries(exercise: Exercise): ForgedText[] {
  const asked = askedOf(exercise)
  const printed = exercise.visible.map(({ stdout }) => stdout ?? '').join('')
  const first = knownAnswers(exercise).map(({ prints }) => prints)[0] ?? ''
  return [
    ...knownByHeart((otherwise) => byHeart(exercise, asked, otherwise)),
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
