import type { AuthoredValue, Exercise, Step } from '../../course/model.ts'
import { knownAnswers, literals, mostCommon, type Otherwise } from './answers.ts'
import { literal } from './literals.ts'
import type { Asked } from './names.ts'

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

/** A program that tells its inputs apart and gives what the visible cases want. */
export function byHeart(exercise: Exercise, asked: Asked, otherwise: Otherwise): string {
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
