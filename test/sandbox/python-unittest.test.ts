import { afterAll, expect, test } from 'vitest'
import { LIMITS, READY_MS, runnerOf } from '../helpers/sandbox.ts'

const TESTS = `import unittest
import pytest
from pathlib import Path
from unittest import mock

import two


class Many(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = 3

    def setUp(self):
        self.kept = [self.made]

    @pytest.mark.task(taskno=1)
    def test_a_fixture(self):
        self.assertEqual(self.kept, [3])

    def test_b_difference(self):
        print("printed")
        self.assertEqual(two.text(), "a\\nc")

    def test_c_exception(self):
        two.divide()

    @unittest.skip("later")
    def test_d_skipped(self):
        pass

    @unittest.expectedFailure
    def test_e_expected(self):
        self.fail("as expected")

    @unittest.expectedFailure
    def test_f_unexpected(self):
        pass

    def test_g_parts(self):
        for number in range(4):
            with self.subTest(number=number):
                self.assertEqual(number % 2, 0)

    @mock.patch("two.text", return_value=7)
    def test_h_mock(self, _):
        self.assertEqual(two.text(), 7)

    def test_i_data(self):
        self.assertEqual((Path(__file__).parent / "data" / "numbers.txt").read_text(), "1 2\\n")


class Later(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.kept = 1

    async def test_awaits(self):
        self.assertEqual(await two.later(self.kept), 2)


class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ValueError("no class")

    def test_never(self):
        pass
`
const PROGRAM = `def text():
    return "a\\nb"

def divide():
    return 1 / 0

async def later(number):
    return number + 1
`

// WebAssembly takes tens of seconds to load mock and asyncio: its tests are in test/slow/.
test.each(['namespaces', 'kernel'] as const)(
  '%s: what unittest has, told test by test',
  async (tier) => {
    const runner = runnerOf(tier)
    afterAll(() => runner.close())
    const result = await runner.runTests({
      framework: 'python-unittest',
      language: 'python',
      files: [
        { path: 'two.py', text: PROGRAM },
        { path: 'many_test.py', text: TESTS },
        { path: 'data/numbers.txt', text: '1 2\n' },
      ],
      testFiles: ['many_test.py', 'data/numbers.txt'],
      entry: 'many_test.py',
      limits: { ...LIMITS, wallMs: 60_000 },
      atLeast: 'isolate',
    })
    expect(result.tests.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Later.test_awaits passed',
      'Many.test_a_fixture passed',
      'Many.test_b_difference failed',
      'Many.test_c_exception error',
      'Many.test_d_skipped skipped',
      'Many.test_e_expected passed',
      'Many.test_f_unexpected failed',
      'Many.test_g_parts failed',
      'Many.test_h_mock passed',
      'Many.test_i_data passed',
    ])
    const [difference, exception, parts] = [2, 3, 7].map((at) => result.tests[at])
    expect(difference).toMatchObject({ output: 'printed\n' })
    expect(difference?.message).toContain("'a\\nb' != 'a\\nc'")
    expect(exception).toMatchObject({
      message: 'ZeroDivisionError: division by zero',
      where: { file: 'two.py', line: 5, text: '    return 1 / 0' },
    })
    expect(parts?.message).toBe('(number=1): 1 != 0\n(number=3): 1 != 0')
    expect(result).toMatchObject({
      tier,
      complete: true,
      patched: null,
      error: { message: 'no class' },
    })
  },
  READY_MS,
)

test('a test that never ends is named, and what came before it was told', async () => {
  const runner = runnerOf('namespaces')
  try {
    const text = `import unittest
from loop import f
class A(unittest.TestCase):
    def test_a(self): pass
    def test_b(self): f()
`
    const result = await runner.runTests({
      framework: 'python-unittest',
      language: 'python',
      files: [
        { path: 'loop.py', text: 'def f():\n    while True:\n        pass\n' },
        { path: 'a_test.py', text },
      ],
      testFiles: ['a_test.py'],
      entry: 'a_test.py',
      limits: { ...LIMITS, wallMs: 2_000 },
      atLeast: 'isolate',
    })
    expect(result).toMatchObject({ complete: false, timedOut: true, unfinished: 'A.test_b' })
    expect(result.tests.map(({ name }) => name)).toEqual(['A.test_a'])
    expect(result.where).toMatchObject({ file: 'loop.py' })
  } finally {
    await runner.close()
  }
})
