import type { Exercise } from '../../course/model.ts'
import { FAKE_REPORT, type ForgedText, knownAnswers, knownByHeart } from './answers.ts'
import { byHeart, exported, line, READ_ALL } from './javascript-by-heart.ts'
import { type Asked, askedOf } from './names.ts'

/** TypeScript too: nothing here needs types, and nobody checks them when it runs. */
export function javascriptForgeries(exercise: Exercise): ForgedText[] {
  const asked = askedOf(exercise)
  const answers = knownAnswers(exercise)
  const printed = answers.map(({ prints }) => prints).join('')
  const first = answers[0]?.prints ?? ''
  return [
    ...knownByHeart((otherwise) => byHeart(exercise, asked, otherwise)),
    {
      name: 'prints-answers',
      does: 'prints every visible answer',
      text: everywhere(asked, [
        `console.log(${line(printed)});`,
        ...answers.flatMap(({ returns }) => (returns === null ? [] : [`console.log(${returns});`])),
      ]),
    },
    {
      name: 'equals-everything',
      does: 'gives back an object that claims to equal everything',
      text: `${ALWAYS_EQUAL}\n${everywhere(asked, ['return same();'], 'console.log(same());')}`,
    },
    {
      name: 'ends-process',
      does: 'ends its process with exit code 0',
      text: everywhere(asked, [`console.log(${line(first)});`, 'process.exit(0);']),
    },
    {
      name: 'ends-process-at-once',
      does: 'ends its process with exit code 0 while it is loaded',
      text: `try { process.exit(0); } catch {}\nglobalThis.process?.exit?.(0);\n${everywhere(asked, [';'])}`,
    },
    {
      name: 'skips',
      does: 'raises what makes a test framework skip a test',
      text: everywhere(asked, [
        'class SkipError extends Error { name = "SkipError"; code = "ERR_SKIP"; skip = true; pending = true; }',
        'throw new SkipError("not today");',
      ]),
    },
    {
      name: 'fakes-report',
      does: 'prints reports that say it passed, and changes what tests compare with',
      text: `${PATCHES}\n${everywhere(asked, [
        `const report = ${JSON.stringify(FAKE_REPORT)};`,
        'console.log(report);',
        'console.error(report);',
        'try { process.stdout.write(report); process.send?.({ passed: true }); } catch {}',
        'try { globalThis.postMessage?.({ status: "passed" }); } catch {}',
      ])}`,
    },
    {
      name: 'gives-back-argument',
      does: 'gives back what it was given',
      text: everywhere(
        asked,
        ['return given[0];'],
        `${READ_ALL}\nif (typed.length > 0) console.log(typed.join("\\n"));`,
      ),
    },
    { name: 'does-nothing', does: 'does nothing', text: everywhere(asked, ['return;'], ';') },
    {
      name: 'never-ends',
      does: 'gives back a value without end',
      text: `${ENDLESS}\n${everywhere(asked, ['return endless();'], 'while (true) console.log("x".repeat(100000));')}`,
    },
  ]
}

const ALWAYS_EQUAL = `function same() {
  return new Proxy(function () {}, {
    get: (_, key) => key === "then" ? undefined : key === Symbol.toPrimitive || key === "valueOf" || key === "toString" ? () => "" : same(),
    has: () => true,
    apply: () => same(),
    construct: () => same(),
    getPrototypeOf: () => Object.prototype,
  });
}
`

const PATCHES = `try {
  Object.is = () => true;
  JSON.stringify = () => "true";
  Array.prototype.every = () => true;
  Function.prototype.call = function () { return true; };
  Object.prototype.equals = () => true;
} catch {}
`

const ENDLESS = `function endless() {
  const inner = [];
  inner.push(inner);
  let deep = [];
  for (let i = 0; i < 100000; i++) deep = [deep];
  return [inner, deep, (function* () { while (true) yield inner; })()];
}
`

/** The same lines in every function, method and program that the tests ask for. */
function everywhere(asked: Asked, lines: readonly string[], program = ''): string {
  const body = lines.map((text) => `  ${text}`).join('\n')
  const word = asked.exports === 'module' ? 'export ' : ''
  const parts = [
    ...asked.functions.map((name) => `${word}function ${name}(...given) {\n${body}\n}`),
    ...asked.classes.map((name) =>
      [
        `${word}class ${name} {`,
        '  constructor() {',
        '    return new Proxy(this, { has: () => true, get: (own, key) => typeof key === "symbol" || key === "then" || key in own ? own[key] : (...given) => {',
        body,
        '    } });',
        '  }',
        '}',
      ].join('\n'),
    ),
  ]
  if (asked.program) parts.push(program || `(function (...given) {\n${body}\n})();`)
  return `${parts.join('\n')}\n${exported(asked)}`
}
