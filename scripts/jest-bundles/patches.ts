/**
 * What changes in packages of Jest, so that code under test cannot answer for itself. `expect` asks a value whether it
 * is equal (`asymmetricMatch`), what is in it (`size`, its iterator, `some`) and what its promise says (`then`); here it
 * looks itself. Each text must be there as it stands, as often as it says, or the build fails.
 */

export interface Patch {
  file: string
  /** Text, what takes its place, and how often it stands there. */
  changes: readonly (readonly [before: string, after: string, times: number])[]
}

/** src/sandbox/guest/jest/trust.ts, as the patched files call it. */
const TRUST = '__trust'

export const PATCHES: readonly Patch[] = [
  {
    file: '@jest/expect-utils/build/index.js',
    changes: [
      [
        "return !!obj && isA('Function', obj.asymmetricMatch);",
        `return ${TRUST}.isTrustedMatcher(obj);`,
        1,
      ],
      [
        '  let length = aStack.length;\n  while (length--) {\n    // Linear search. Performance is inversely proportional to the number of\n    // unique nested structures.\n    // circular references at same depth are equal\n    // circular reference is not equal to non-circular one\n    if (aStack[length] === a) {\n      return bStack[length] === b;\n    }\n  }',
        `  if (${TRUST}.isRealSet(a) !== ${TRUST}.isRealSet(b) || ${TRUST}.isRealMap(a) !== ${TRUST}.isRealMap(b)) return false;\n  let length = aStack.length;\n  while (length--) {\n    if (aStack[length] === a) {\n      return bStack[length] === b;\n    }\n  }`,
        1,
      ],
      [
        '  if (a.size !== undefined) {\n    if (a.size !== b.size) {',
        `  if (${TRUST}.realSize(a) !== undefined) {\n    if (${TRUST}.realSize(a) !== ${TRUST}.realSize(b)) {`,
        1,
      ],
      [
        "(0, _jasmineUtils.isA)('Set', a) || (0, _immutableUtils.isImmutableUnorderedSet)(a)",
        `${TRUST}.isRealSet(a)`,
        1,
      ],
      [
        "(0, _jasmineUtils.isA)('Map', a) || (0, _immutableUtils.isImmutableUnorderedKeyed)(a)",
        `${TRUST}.isRealMap(a)`,
        1,
      ],
      ['for (const aValue of a) {', `for (const aValue of ${TRUST}.realItems(a)) {`, 1],
      ['for (const bValue of b) {', `for (const bValue of ${TRUST}.realItems(b)) {`, 1],
      ['for (const aEntry of a) {', `for (const aEntry of ${TRUST}.realItems(a)) {`, 1],
      ['for (const bEntry of b) {', `for (const bEntry of ${TRUST}.realItems(b)) {`, 1],
      ['if (!b.has(aValue)) {', `if (!${TRUST}.realHas(b, aValue)) {`, 1],
      [
        'if (!b.has(aEntry[0]) || !(0, _jasmineUtils.equals)(aEntry[1], b.get(aEntry[0]), filteredCustomTesters)) {',
        `if (!${TRUST}.realHas(b, aEntry[0]) || !(0, _jasmineUtils.equals)(aEntry[1], ${TRUST}.realGet(b, aEntry[0]), filteredCustomTesters)) {`,
        1,
      ],
      ['return a.isEqualNode(b);', 'return false;', 1],
    ],
  },
  {
    file: 'expect/build/index.js',
    changes: [
      [
        '    this.sample = sample;\n    this.inverse = inverse;\n  }\n  getMatcherContext',
        `    this.sample = sample;\n    this.inverse = inverse;\n    ${TRUST}.trustMatcher(this);\n  }\n  getMatcherContext`,
        1,
      ],
      [
        'this.sample.every(item => other.some(another =>',
        `${TRUST}.itemsOf(this.sample).every(item => ${TRUST}.itemsOf(other).some(another =>`,
        1,
      ],
      [
        'Array.isArray(other) && other.every(item =>',
        `Array.isArray(other) && ${TRUST}.itemsOf(other).every(item =>`,
        1,
      ],
      ["(0, _expectUtils.isA)('String', other) &&", `${TRUST}.isText(other) &&`, 2],
      [
        "typeof expected.asymmetricMatch === 'function') {\n    return toThrowExpectedAsymmetric",
        `${TRUST}.isTrustedMatcher(expected)) {\n    return toThrowExpectedAsymmetric`,
        1,
      ],
      [
        "const hasMessage = e !== null && e !== undefined && typeof e.message === 'string';",
        "const said = e !== null && e !== undefined ? e.message : undefined;\n  const hasMessage = typeof said === 'string';",
        1,
      ],
      ['      message: e.message,\n', '      message: said,\n', 1],
      [
        'message: hasMessage ? e.message : String(e),',
        'message: hasMessage ? said : String(e),',
        1,
      ],
      ['thrown.value instanceof expected;', `${TRUST}.isInstance(thrown.value, expected);`, 1],
      [
        'const formatStack = thrown => {',
        'const formatStack = () => "";\nconst unusedFormatStack = thrown => {',
        1,
      ],
      ['return actualWrapper.then(', `return ${TRUST}.followed(actualWrapper).then(`, 2],
      [
        'received != null && received._isMockFunction === true',
        `${TRUST}.isTrustedMock(received)`,
        1,
      ],
      [
        "const isSpy = received => received != null && received.calls != null && typeof received.calls.all === 'function' && typeof received.calls.count === 'function';",
        'const isSpy = () => false;',
        1,
      ],
      [
        'received.calls.all().map(x => x.args) : received.mock.calls',
        `[] : ${TRUST}.itemsOf(received.mock.calls)`,
        4,
      ],
      [
        'received.calls.count() : received.mock.calls.length',
        `0 : ${TRUST}.itemsOf(received.mock.calls).length`,
        2,
      ],
      ['received.mock.results.reduce(', `${TRUST}.itemsOf(received.mock.results).reduce(`, 3],
      [
        'const pass = results.some(result =>',
        `const pass = ${TRUST}.itemsOf(results).some(result =>`,
        1,
      ],
      [
        'const pass = received instanceof expected;',
        `const pass = ${TRUST}.isInstance(received, expected);`,
        1,
      ],
    ],
  },
]
