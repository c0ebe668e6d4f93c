import { afterAll, describe, expect, test } from 'vitest'
import { gradeExercise } from '../../src/core/grading/grade.ts'
import { call, exercise, runnerOf, stdin, testCase } from '../helpers/sandbox.ts'

/**
 * Wrong solutions that try to look right. Each must fail, and where it can, without costing the host anything. The
 * values expected here are nowhere in the guest, so what is left to try is making the comparison lie.
 */
const runner = runnerOf('namespaces', true)
afterAll(() => runner.close())

const VISIBLE = [testCase('add', call('add', 2, 3), { returns: 5 })]
const HIDDEN = [
  testCase('more', call('add', 20, 30), { returns: 50 }),
  testCase('prints', stdin(''), { stdout: 'done 777\n' }),
]

async function grade(language: 'python' | 'javascript', text: string) {
  const one = exercise(language, VISIBLE, {
    hidden: HIDDEN,
    limits: { seconds: 1, memoryMb: 50, outputKb: 64 },
  })
  const files = [{ path: one.edit[0] ?? '', text }]
  return gradeExercise(
    { runner },
    { exercise: one, files, include: 'all', atLeast: 'kernel', seed: 1 },
  )
}

describe('Python', () => {
  test('the right solution passes', async () => {
    const verdict = await grade(
      'python',
      'def add(a, b): return a + b\nif __name__ == "__main__": print("done 777")',
    )
    expect(verdict).toMatchObject({ status: 'passed', score: 100 })
  })

  test.each([
    [
      'always equal',
      'class Any:\n    def __eq__(self, other): return True\n    __hash__ = lambda self: 5\ndef add(a, b): return Any()',
    ],
    [
      'an int that lies',
      'class Liar(int):\n    def __eq__(self, other): return True\n    def __repr__(self): return "5"\n    __str__ = __repr__\ndef add(a, b): return Liar(6)',
    ],
    [
      'a class called int',
      'class int_:\n    pass\nint_.__name__ = "int"\nint_.__module__ = "builtins"\ndef add(a, b): return int_()',
    ],
    ['ending the process', 'import os\ndef add(a, b): os._exit(0)'],
    ['ending the program', 'import sys\ndef add(a, b): sys.exit(0)'],
    ['ending at exit', 'import atexit, os\natexit.register(os._exit, 0)\ndef add(a, b): return 6'],
    [
      'fake reports on its output',
      'print("PASS", "ok 1 - add", \'{"value": 5}\')\ndef add(a, b): print("5"); return 6',
    ],
    [
      'patched built-ins',
      'import builtins\nbuiltins.type = lambda *a: int\nbuiltins.isinstance = lambda *a: True\nbuiltins.len = lambda x: 5\nbuiltins.repr = lambda x: "5"\nbuiltins.str = lambda x: "5"\ndef add(a, b): return 6',
    ],
    [
      'patched JSON',
      'import json, _json\njson.dumps = lambda *a, **k: "5"\n_json.encode_basestring_ascii = lambda s: "5"\ndef add(a, b): return 6',
    ],
    [
      'patched writing',
      'import posix, os\nposix.write = os.write = lambda fd, data: len(data)\ndef add(a, b): return 6',
    ],
    [
      'an empty report of its own',
      'import os, struct\ndef add(a, b):\n    os.write(3, b"d" + struct.pack(">I", 2) + b"{}")\n    while True: pass',
    ],
    [
      'a report with another value',
      'import os, struct\ndef add(a, b):\n    body = b\'{"value":6,"exit":0}\'\n    os.write(3, b"d" + struct.pack(">I", len(body)) + body)\n    while True: pass',
    ],
    [
      'noise on the channel',
      'import os\ndef add(a, b):\n    os.write(3, b"\\xff" * 1000)\n    while True: pass',
    ],
    ['closing the channel', 'import os\ndef add(a, b):\n    os.close(3)\n    return 5'],
    [
      'raising what tests skip on',
      'import unittest\ndef add(a, b): raise unittest.SkipTest("skipped")',
    ],
    [
      'a json.py of its own',
      'import sys\nopen("json.py", "w").write("dumps = lambda *a: 5")\nsys.path.insert(0, ".")\ndef add(a, b): return 6',
    ],
    ['giant value', 'def add(a, b): return "5" * 10**7'],
    ['endless value', 'def add(a, b):\n    x = []\n    x.append(x)\n    return x'],
    ['never returning', 'def add(a, b):\n    while True: pass'],
    ['different on each call', 'import random\ndef add(a, b): return random.random()'],
    ['taking the seen case', 'def add(a, b): return 5'],
    [
      'looking for the answer in every frame and object',
      'import gc, sys\ndef add(a, b):\n    seen = []\n    frame = sys._getframe()\n    while frame:\n        seen += list(frame.f_locals.values()) + list(frame.f_globals.values())\n        frame = frame.f_back\n    for thing in gc.get_objects() + seen:\n        try:\n            if isinstance(thing, dict) and "returns" in thing: return thing["returns"]\n            if isinstance(thing, str) and "777" in thing and len(thing) < 20: print(thing)\n        except Exception: pass\n    return 6',
    ],
  ])('%s does not pass', async (_, text) => {
    const verdict = await grade('python', text)
    expect(verdict.status).not.toBe('passed')
    expect(verdict.tests.filter(({ hidden, status }) => hidden && status === 'passed')).toEqual([])
    expect(JSON.stringify(verdict)).not.toContain('"50"')
  })

  test('a wrong value cannot be made right by what was tried before it', async () => {
    const verdict = await grade('python', 'def add(a, b): return 6')
    expect(verdict).toMatchObject({ status: 'failed', score: 0 })
  })
})

describe('JavaScript', () => {
  test('the right solution passes', async () => {
    const verdict = await grade(
      'javascript',
      'const add = (a, b) => a + b\nconsole.log("done 777")',
    )
    expect(verdict).toMatchObject({ status: 'passed', score: 100 })
  })

  test.each([
    ['valueOf', 'const add = () => ({ valueOf: () => 5, toString: () => "5", toJSON: () => 5 })'],
    [
      'a proxy for everything',
      'const add = () => new Proxy({}, { get: () => 5, has: () => true, ownKeys: () => [] })',
    ],
    ['a boxed number', 'const add = () => new Number(5)'],
    ['Object.is', 'Object.is = () => true\nconst add = () => 6'],
    ['JSON', 'JSON.stringify = () => "5"\nJSON.parse = () => 5\nconst add = () => 6'],
    [
      'Function.prototype.call',
      'Function.prototype.call = Function.prototype.apply = () => 5\nReflect.apply = () => 5\nconst add = () => 6',
    ],
    [
      'Number',
      'Number.prototype.toString = () => "5"\nNumber.isInteger = () => false\nglobalThis.String = () => "5"\nconst add = () => 6',
    ],
    [
      'toJSON of everything',
      'Object.prototype.toJSON = () => 5\nObject.prototype.value = 5\nObject.prototype.error = null\nconst add = () => 6',
    ],
    ['a thenable that waits', 'const add = () => ({ then() {} })'],
    ['a thenable of its own', 'const add = () => ({ then(f) { f(6) } })'],
    [
      'fake reports',
      'console.log("PASS", JSON.stringify({ value: 5 }))\nconst add = () => { console.log("5"); return 6 }',
    ],
    ['ending the process', 'const add = () => process.exit(0)'],
    [
      'a Promise of its own',
      'globalThis.Promise = class { then(f) { f(5) } }\nPromise.prototype.then = (f) => f(5)\nconst add = async () => 6',
    ],
    ['throwing success', 'const add = () => { throw { value: 5, status: "passed" } }'],
    ['taking the seen case', 'const add = () => 5'],
    [
      'looking for the answer',
      'const add = () => { const seen = []; for (const key of Object.getOwnPropertyNames(globalThis)) { try { seen.push(String(globalThis[key])) } catch {} } return seen.some((s) => s.includes("777")) ? 50 : 6 }',
    ],
  ])('%s does not pass', async (_, text) => {
    const verdict = await grade('javascript', text)
    expect(verdict.status).not.toBe('passed')
    expect(verdict.tests.filter(({ hidden, status }) => hidden && status === 'passed')).toEqual([])
  })
})
