import type { Exercise, Step } from '../../course/model.ts'
import { knownAnswers, literals, mostCommon, type Otherwise } from './answers.ts'
import { literal } from './literals.ts'
import type { Asked } from './names.ts'

/** All lines of standard input. */
export const READ_ALL = `const typed = [];
for (let text = prompt(); text !== null && text !== undefined && typed.length < 10000; text = prompt()) typed.push(text);`

export function exported({ exports, functions, classes }: Asked): string {
  return exports === 'commonjs'
    ? `module.exports = { ${[...functions, ...classes].join(', ')} };\n`
    : ''
}

/** What console.log prints with a line end of its own. */
export function line(printed: string): string {
  return JSON.stringify(printed.replace(/\n$/, ''))
}

const KNOWING = `function made(name, fields) {
  return Object.assign(new ({ [name]: class {} })[name](), fields);
}
function raised(name, message) {
  const known = globalThis[name];
  if (typeof known === "function") return new known(message);
  return new ({ [name]: class extends Error {} })[name](message);
}
function give([kind, value, printed]) {
  if (printed !== "") console.log(printed);
  if (kind === "raise") throw raised(...value);
  return value;
}
function shown(value) {
  return JSON.stringify(value, (_, one) => {
    if (one instanceof Map || one instanceof Set) return [one.constructor.name, ...one];
    if (typeof one === "bigint") return one + "n";
    if (one === undefined) return "undefined";
    return typeof one === "number" && !Number.isFinite(one) ? String(one) : one;
  });
}
function answer(name, given) {
  for (const [known, places, found] of CALLS)
    if (known === name && shown(places) === shown(given)) return give(found);
  return give(OTHERWISE(given));
}
const state = { left: null, at: 0 };
function step(kind, name, given = []) {
  const matching = [];
  for (const script of state.left ?? SCRIPTS) {
    let at = state.at;
    while (kind !== "get" && at < script.length && script[at][0] !== "new" && script[at][0] !== "call") at++;
    while (kind === "get" && at < script.length && script[at][0] === "get" && script[at][1] !== name) at++;
    const [known, own, places] = script[at] ?? [];
    if (known === kind && own === name && sameArguments(places, given)) matching.push([script, at]);
  }
  if (matching.length === 0) return give(OTHERWISE(given));
  const [[script, at]] = matching;
  if (kind !== "get") {
    state.left = matching.map(([one]) => one);
    state.at = at + 1;
  }
  return give(script[at][3]);
}
function sameArguments(known, given) {
  return known.length === given.length && known.every((one, index) => one === "$ref" || shown(one) === shown(given[index]));
}
function knows(kind, name) {
  return SCRIPTS.some((script) => script.some((one) => one[0] === kind && one[1] === name));
}
class Forged {
  constructor(...given) {
    step("new", new.target.name, given);
    return new Proxy(this, {
      has: (own, key) => key in own || knows("get", key) || knows("call", key),
      get: (own, key) => {
        if (typeof key === "symbol" || key in own) return own[key];
        if (knows("get", key)) return step("get", key);
        return knows("call", key) ? (...inner) => step("call", key, inner) : undefined;
      },
    });
  }
}
`

/** A program that tells its inputs apart and gives what the visible cases want. */
export function byHeart(exercise: Exercise, asked: Asked, otherwise: Otherwise): string {
  const answers = knownAnswers(exercise)
  const effects = answers.map(({ test, returns, raises, prints }) =>
    effect(returns, raises, test.raises?.message, prints),
  )
  const calls = answers.flatMap(({ test }, index) =>
    test.action.type === 'call'
      ? [`["${test.action.name}", ${literals(test.action.args, exercise)}, ${effects[index]}]`]
      : [],
  )
  const scripts = answers.flatMap(({ test }) =>
    test.action.type === 'steps'
      ? [`[${test.action.steps.map((one) => scriptStep(one, exercise)).join(', ')}]`]
      : [],
  )
  const programs = answers.flatMap(({ test }, index) =>
    test.action.type === 'program' ? [`[${line(test.action.stdin)}, ${effects[index]}]`] : [],
  )
  const common = mostCommon(effects)
  const other =
    otherwise === 'argument'
      ? '["return", given[0], typeof given[0] === "string" ? given[0] : ""]'
      : otherwise === 'common' && common !== null
        ? common
        : '["return", undefined, ""]'
  const called = new Set(
    exercise.visible.flatMap(({ action }) => (action.type === 'call' ? [action.name] : [])),
  )
  const word = asked.exports === 'module' ? 'export ' : ''
  return [
    KNOWING,
    `const OTHERWISE = (given) => (${other});`,
    `const CALLS = [${calls.join(',\n')}];`,
    `const SCRIPTS = [${scripts.join(',\n')}];`,
    `const PROGRAMS = new Map([${programs.join(',\n')}]);`,
    ...asked.functions.map((name) => {
      const knowing = called.has(name) || scripts.length === 0
      return `${word}function ${name}(...given) { return ${knowing ? `answer("${name}", given)` : `step("call", "${name}", given)`}; }`
    }),
    ...asked.classes.map((name) => `${word}class ${name} extends Forged {}`),
    ...(asked.program
      ? [READ_ALL, 'give(PROGRAMS.get(typed.join("\\n")) ?? OTHERWISE([typed.join("\\n")]));']
      : []),
    exported(asked),
  ].join('\n')
}

function scriptStep(step: Step, exercise: Exercise): string {
  const name = JSON.stringify(step.name.split('.').at(-1))
  if (step.do === 'set') return `["set", ${name}, [], ["return", undefined, ""]]`
  const returns = step.returns === undefined ? null : literal(step.returns, exercise.runner)
  if (step.do === 'get') return `["get", ${name}, [], ${effect(returns, null)}]`
  const args = step.args.map((one) =>
    one !== null && typeof one === 'object' && '$ref' in one
      ? '"$ref"'
      : literal(one, exercise.runner),
  )
  const found = effect(returns, step.raises?.type ?? null, step.raises?.message)
  return `["${step.do}", ${name}, [${args.join(', ')}], ${found}]`
}

function effect(
  returns: string | null,
  raises: string | null,
  message: string | null = '',
  prints = '',
): string {
  const value =
    raises === null ? (returns ?? 'undefined') : `["${raises}", ${JSON.stringify(message ?? '')}]`
  return `["${raises === null ? 'return' : 'raise'}", ${value}, ${line(prints)}]`
}
