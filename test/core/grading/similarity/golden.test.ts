import { expect, test } from 'vitest'
import type { Lesson } from '../../../../src/core/course/model.ts'
import { compareSubmissions } from '../../../../src/core/grading/similarity/compare.ts'
import { openTokenizer } from '../../../../src/sandbox/lint/tokenizer.ts'
import { exercise, root } from '../../../helpers/sandbox.ts'
import { compare, similarityOf, submission } from '../../../helpers/similarity.ts'

/** Reading log lines, counting by status, and a report: written by hand. */
const ONE = `def read_log(path):
    entries = []
    with open(path) as source:
        for line in source:
            parts = line.split()
            if len(parts) < 3:
                continue
            entries.append((parts[0], int(parts[1]), parts[2]))
    return entries


def count_by_status(entries):
    counts = {}
    for _, status, _ in entries:
        if status not in counts:
            counts[status] = 0
        counts[status] += 1
    return counts


def report(path):
    entries = read_log(path)
    counts = count_by_status(entries)
    for status in sorted(counts):
        print(f"{status}: {counts[status]}")
    failed = [name for name, status, _ in entries if status >= 500]
    print("failed:", ", ".join(failed))
`

/** The same task by somebody else. */
const OTHER = `from collections import Counter


class Log:
    def __init__(self, path):
        self.rows = []
        for text in open(path).readlines():
            try:
                who, code, where = text.strip().split(" ")
            except ValueError:
                pass
            else:
                self.rows.append({"who": who, "code": int(code), "where": where})

    def statuses(self):
        return Counter(row["code"] for row in self.rows)

    def broken(self):
        return list(filter(lambda row: row["code"] // 100 == 5, self.rows))


def report(path):
    log = Log(path)
    for code, times in sorted(log.statuses().items()):
        print(code, times, sep=": ")
    print("failed: " + ", ".join(row["who"] for row in log.broken()))
`

/** ONE with other names, comments, order, literals, brackets, type hints, and lines that do nothing. */
const DISGUISED = `def tally(lines: list) -> dict:
    """Counts them."""
    seen = {}   # by code
    for _, code, _ in (lines):
        if code not in seen:
            seen[code] = 0

        seen[code] += 1
    return seen

# now the reading
def load(file_name: str):
    """Reads the file."""
    result: list = []
    pass
    with open(file_name) as f:
        for row in f:
            fields = row.split()
            if (len(fields) < 4):
                continue
            result.append((fields[0], int(fields[1]), fields[2],))
    return result


def report(file_name):
    result = load(file_name)
    seen = tally(result)
    done = False
    for code in sorted(seen):
        print(f'{code} -> {seen[code]}')
    bad = [who for who, code, _ in result if code >= 499]
    print('bad ones', '; '.join(bad))
`

test('two honest solutions of a task are far apart, a disguised copy is not', async () => {
  expect(await similarityOf('python', ONE, OTHER)).toBeLessThan(0.1)
  expect(await similarityOf('python', OTHER, DISGUISED)).toBeLessThan(0.1)
  expect(await similarityOf('python', ONE, DISGUISED)).toBeGreaterThan(0.75)
})

test('a pair says which lines are shared, on both sides, and how usual that is', async () => {
  const { pairs, usual, compared } = await compare('python', [ONE, OTHER, DISGUISED])
  expect(compared).toBe(3)
  expect(usual).toMatchObject({ pairs: 3 })
  expect(pairs).toHaveLength(1)
  const [pair] = pairs
  expect(pair).toMatchObject({
    left: { submission: 's0', lines: 23 },
    right: { submission: 's2', lines: 24 },
    asSimilar: 1,
  })
  // Reading the file, up to the head of the next function: what stands first here stands second there.
  expect(pair?.fragments).toContainEqual(
    expect.objectContaining({
      left: { file: 'main.py', from: 1, to: 13 },
      right: { file: 'main.py', from: 12, to: 26 },
    }),
  )
  const [first, second] = pair?.fragments ?? []
  expect(first?.tokens).toBeGreaterThanOrEqual(second?.tokens ?? 0)
})

test('given code is nobody’s: the starter, a lesson, a fence of the task; the reference solution is not given', async () => {
  const given = { exercise: { starter: [{ path: 'main.py', text: ONE }] } }
  const { leftOut, usual } = await compare('python', [ONE, ONE], given)
  expect(usual).toBeNull()
  expect(leftOut.map(({ reason }) => reason)).toEqual([
    'has 0 tokens of its own; fewer than 60 say nothing',
    'has 0 tokens of its own; fewer than 60 say nothing',
  ])
  const task = { exercise: { task: `Begin with this:\n\n\`\`\`python\n${ONE}\`\`\`\n` } }
  expect((await compare('python', [ONE, DISGUISED], task)).compared).toBe(0)
  const lesson = {
    kind: 'lesson',
    sections: [
      { heading: '', slug: '', blocks: [{ type: 'code', language: 'python', code: ONE }] },
    ],
  } as unknown as Lesson
  expect((await compare('python', [ONE, ONE], { items: [lesson] })).compared).toBe(0)
  const solved = { exercise: { solution: [{ path: 'main.py', text: ONE }] } }
  expect(await similarityOf('python', ONE, ONE, solved)).toBe(1)
})

test('a starter that calls what the learner makes is known among the learner’s names', async () => {
  const starter =
    'def main():\n    data = load("log.txt")\n    for key in order(data):\n        print(key, data[key])\n    print("end", total(data))\n'
  const texts = [ONE, OTHER].map(
    (text) => `${starter}\n\ndef load(path):\n    return path\n\norder = total = load\n\n${text}`,
  )
  const [known, unknown] = await Promise.all([
    compare('python', texts, { exercise: { starter: [{ path: 'main.py', text: starter }] } }),
    compare('python', texts),
  ])
  expect(known.usual?.median).toBeLessThan((unknown.usual?.median ?? 0) - 0.1)
})

test('small programs are left out, and so is what most of the class has', async () => {
  const small = await compare('python', ['print(1)\n', 'print(2)\n'])
  expect(small.pairs).toEqual([])
  expect(small.leftOut[0]?.reason).toBe('has 4 tokens of its own; fewer than 60 say nothing')
  const everybody = await compare('python', Array(12).fill(ONE))
  expect(everybody.compared).toBe(0)
  expect(everybody.leftOut[0]?.reason).toMatch(
    /^has \d+ tokens of its own, but only 0 that few others have; fewer than 60 say nothing$/,
  )
})

test('three with the same code are one group; a submission that cannot be read is named', async () => {
  const submissions = [ONE, DISGUISED, OTHER, ONE].map((text, index) =>
    submission(`s${index}`, text),
  )
  const broken = {
    ...submission('pipe', ''),
    files: [],
    problem: { kind: 'invalid-data' as const, message: 'main.py is a pipe.', next: null },
  }
  const report = await compareSubmissions(
    { openTokenizer: (language) => openTokenizer(root, language) },
    {
      course: { id: 'c', title: 'C' },
      exercise: exercise('python', []),
      items: [],
      submissions: [...submissions, broken],
    },
  )
  expect(report.groups).toEqual([['s0', 's1', 's3']])
  expect(report.leftOut).toEqual([
    { submission: 'pipe', learner: null, reason: 'cannot be read: main.py is a pipe.' },
  ])
})

test('whoever stops it learns nothing', async () => {
  const controller = new AbortController()
  controller.abort()
  const stopped = compareSubmissions(
    { openTokenizer: (language) => openTokenizer(root, language) },
    {
      course: { id: 'c', title: 'C' },
      exercise: exercise('python', []),
      items: [],
      submissions: [submission('s0', ONE)],
      signal: controller.signal,
    },
  )
  await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' })
})
