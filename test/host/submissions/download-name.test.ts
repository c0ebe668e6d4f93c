import { expect, test } from 'vitest'
import { downloadName } from '../../../src/host/submissions/download-name.ts'

/** Names as the platforms write them; the sources are in download-name.ts. */
test.each([
  ['Jane Doe_1234567_assignsubmission_file_', true, 'Moodle', 'Jane Doe', '1234567', ''],
  ['Jane Doe_1234567_assignsubmission_onlinetext_', true, 'Moodle', 'Jane Doe', '1234567', ''],
  [
    'Doe, Jane-2018_6130510_assignsubmission_file_',
    true,
    'Moodle',
    'Doe, Jane-2018',
    '6130510',
    '',
  ],
  ['Jane Doe_77_assignsubmission_file_my_main.py', false, 'Moodle', 'Jane Doe', '77', 'my_main.py'],
  ['Default group_assignsubmission_file_', true, 'Moodle', 'Default group', null, ''],
  ['doejane_12345_678910_main.py', false, 'Canvas', 'doejane', '12345', 'main.py'],
  ['doejane_LATE_12345_678910_main-2.py', false, 'Canvas', 'doejane', '12345', 'main-2.py'],
  ['o_brien李_12345_678910_a_b.py', false, 'Canvas', 'o_brien李', '12345', 'a_b.py'],
  ['anon_x1Y2z_678910_main.py', false, 'Canvas', 'anon_x1Y2z', 'x1Y2z', 'main.py'],
  ['LATE_anon_x1Y2z_678910_main.py', false, 'Canvas', 'anon_x1Y2z', 'x1Y2z', 'main.py'],
  ['doejane_12345_text.html', false, 'Canvas', 'doejane', '12345', ''],
  [
    'MBTI file submission_npkarno_attempt_2019-08-27-10-52-33_MBTI_Karno.csv',
    false,
    'Blackboard',
    'npkarno',
    'npkarno',
    'MBTI_Karno.csv',
  ],
  [
    'Homework 1_msf5072_attempt_2019-01-31-02-51-33.txt',
    false,
    'Blackboard',
    'msf5072',
    'msf5072',
    '',
  ],
  [
    'gradebook_CS101_Hello_jdoe_attempt_2026-11-01-10-00-00_main.py',
    false,
    'Blackboard',
    'jdoe',
    'jdoe',
    'main.py',
  ],
  [
    '271836-442356 - Blake Payne - Dec 5, 2024 1149 AM - CatacombCrawler.zip',
    false,
    'Brightspace',
    'Blake Payne',
    '271836',
    'CatacombCrawler.zip',
  ],
  [
    '13394-80551 - Eric Gillotti - Mar 29, 2018 1205 PM - EGillotti - Homework 6.zip',
    false,
    'Brightspace',
    'Eric Gillotti',
    '13394',
    'EGillotti - Homework 6.zip',
  ],
  ['12345-67890 - Jane Doe - Nov 1, 2026 1000 AM', true, 'Brightspace', 'Jane Doe', '12345', ''],
  ['submission_123456789', true, 'Gradescope', null, '123456789', ''],
] as const)('%s', (name, folder, platform, learner, id, file) => {
  expect(downloadName(name, folder, 'class')).toMatchObject({ platform, learner, id, file })
})

test('later times sort behind earlier ones', () => {
  const times = [
    'Nov 1, 2026 1200 AM',
    'Nov 1, 2026 900 AM',
    'Nov 1, 2026 1205 PM',
    'Nov 12, 2026 100 AM',
  ]
  const attempts = times.map(
    (time) => downloadName(`1-2 - A - ${time} - main.py`, false, '')?.attempt,
  )
  expect(attempts).toEqual([
    '2026-11-01 00:00',
    '2026-11-01 09:00',
    '2026-11-01 12:05',
    '2026-11-12 01:00',
  ])
  expect(downloadName('1-2 - A - 1 novembre 2026 10h00 - main.py', false, '')?.attempt).toBe('')
})

test('what was typed, and what came late', () => {
  const of = (name: string, folder = false) => downloadName(name, folder, '')
  expect(of('Jane_1_assignsubmission_onlinetext_', true)?.typed).toBe(true)
  expect(of('Jane_1_assignsubmission_file_', true)?.typed).toBe(false)
  expect(of('a_jdoe_attempt_2026-11-01-10-00-00.txt')?.typed).toBe(true)
  expect(of('doejane_LATE_12345_678910_main.py')?.late).toBe(true)
  expect(of('doejane_12345_678910_LATE.py')?.late).toBe(false)
})

test('a repository is known by the folder that gh clones it into', () => {
  expect(downloadName('hello-world-jane-doe', true, 'hello-world-submissions')).toMatchObject({
    platform: 'GitHub Classroom',
    learner: 'jane-doe',
  })
  expect(downloadName('hello-world-jane-doe', true, 'work')).toBeNull()
  expect(downloadName('other', true, 'hello-world-submissions')).toBeNull()
})

test.each([
  ['main.py', false],
  ['jane.py', false],
  ['hw_1_2_main.py', false],
  ['jane', true],
  ['cs101_2026_1101_homework', true],
  ['submission_12', false],
  ['submission_final', true],
  ['2026-11-01 - notes', false],
])('%s is of no platform', (name, folder) => {
  expect(downloadName(name, folder, 'class')).toBeNull()
})
