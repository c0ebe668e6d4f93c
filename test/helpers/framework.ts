import type { Exercise, TestFile } from '../../src/core/course/model.ts'
import type { CodeRunner } from '../../src/core/grading/code-runner.ts'
import { gradeExercise } from '../../src/core/grading/grade.ts'
import type { Verdict } from '../../src/core/grading/verdict.ts'
import { exercise } from './sandbox.ts'

const SOLUTION = `def shout(text, times=1):
    if not isinstance(text, str):
        raise TypeError("text is not a string")
    return " ".join([text.upper() + "!"] * times)


def words(text):
    return [shout(word) for word in text.split()]
`

export const VISIBLE_TESTS = `import unittest

from shout import shout


class ShoutTest(unittest.TestCase):
    def test_one_word(self):
        self.assertEqual(shout("hey"), "HEY!")

    def test_three_times(self):
        self.assertEqual(shout("ho", 3), "HO! HO! HO!")
`

const HIDDEN_TESTS = `import unittest

from shout import shout, words


class MoreShoutTest(unittest.TestCase):
    def test_another_word(self):
        self.assertEqual(shout("silence"), "SILENCE!")

    def test_two_times(self):
        self.assertEqual(shout("go on", 2), "GO ON! GO ON!")

    def test_a_number_is_refused(self):
        with self.assertRaises(TypeError):
            shout(12)

    def test_many_words(self):
        expected = ["ONE!", "TWO!", "THREE!"]
        self.assertEqual(words("one two three"), expected)

    def test_no_word(self):
        self.assertEqual(words(""), [])
`

export function testFile(path: string, text: string, names: string[]): TestFile {
  return { path, text, expected: names.map((name) => ({ name, skipped: false })) }
}

/** An exercise with one visible and one hidden file of unittest. */
export function shoutExercise(more: Partial<Exercise> = {}): Exercise {
  const visible = testFile('shout_test.py', VISIBLE_TESTS, [
    'ShoutTest.test_one_word',
    'ShoutTest.test_three_times',
  ])
  const hidden = testFile('more_shout_test.py', HIDDEN_TESTS, [
    'MoreShoutTest.test_a_number_is_refused',
    'MoreShoutTest.test_another_word',
    'MoreShoutTest.test_many_words',
    'MoreShoutTest.test_no_word',
    'MoreShoutTest.test_two_times',
  ])
  return exercise('python', [], {
    edit: ['shout.py'],
    starter: [{ path: 'shout.py', text: '' }],
    solution: [{ path: 'shout.py', text: SOLUTION }],
    limits: { seconds: 4, memoryMb: 50, outputKb: 64 },
    framework: {
      name: 'python-unittest',
      visible: { tests: [visible], support: [] },
      hidden: { tests: [hidden], support: [] },
      showHiddenNames: true,
    },
    ...more,
  })
}

/** Grades a submission of it against its hidden tests alone, which is what a forger does not know. */
export function gradeShout(
  runner: CodeRunner,
  text: string,
  options: {
    seed?: number
    planted?: Record<string, string>
    visible?: boolean
    seconds?: number
  } = {},
): Promise<Verdict> {
  const { seed = 1, planted = {}, visible = false, seconds = 4 } = options
  const whole = shoutExercise({ limits: { seconds, memoryMb: 50, outputKb: 64 } })
  const { framework } = whole
  if (framework === undefined) throw new Error('no framework')
  const only = { ...framework, visible: { tests: [], support: [] } }
  const files = Object.entries({ 'shout.py': text, ...planted })
  return gradeExercise(
    { runner },
    {
      exercise: visible ? whole : { ...whole, framework: only },
      files: files.map(([path, text]) => ({ path, text })),
      include: 'all',
      atLeast: 'isolate',
      seed,
    },
  )
}
