/** What the name says that a learning platform gave to a downloaded file or folder. */
export interface DownloadName {
  platform: 'Moodle' | 'Canvas' | 'Blackboard' | 'Brightspace' | 'Gradescope' | 'GitHub Classroom'
  /** As the platform writes the name; null when only a list beside the files tells it. */
  learner: string | null
  /** Of the person or group there; tells people of one name apart. */
  id: string | null
  /** When it was handed in, so that later ones sort behind; empty when the name does not tell. */
  attempt: string
  /** Name of the file as the learner called it; empty for a folder of them. */
  file: string
  /** What was typed into a page of the platform, or a receipt of it: no file of the learner. */
  typed: boolean
  late: boolean
}

type Format = (
  name: string,
  folder: boolean,
  parent: string,
) => Omit<DownloadName, 'platform'> | null

const FORMATS: Readonly<Record<DownloadName['platform'], Format>> = {
  Moodle: moodle,
  Blackboard: blackboard,
  Brightspace: brightspace,
  Gradescope: gradescope,
  'GitHub Classroom': githubClassroom,
  // The last: its names have no word that tells them.
  Canvas: canvas,
}

/**
 * Reads the name of one file or folder in a platform's download of a whole class.
 * @param parent name of the folder that it lies in
 */
export function downloadName(name: string, folder: boolean, parent: string): DownloadName | null {
  for (const [platform, format] of Object.entries(FORMATS)) {
    const found = format(name, folder, parent)
    if (found !== null) return { platform: platform as DownloadName['platform'], ...found }
  }
  return null
}

/**
 * `Jane Doe_1234567_assignsubmission_file_`, a folder; without "download in folders", and before Moodle 3.1, the file's
 * name follows. Groups have their name and number there, the default group no number. `onlinetext` is typed.
 * Source: moodle/moodle mod/assign/classes/downloader.php, get_student_prefix and load_submissionplugin_filelist.
 */
function moodle(name: string, folder: boolean): ReturnType<Format> {
  const match = /^(.+?)(?:_(\d+))?_assignsubmission_([a-z]+)(?:_(.*))?$/s.exec(name)
  if (match === null) return null
  const [, learner = '', id = null, plugin, file = ''] = match
  if (folder !== (file === '')) return null
  return { learner, id, attempt: '', file, typed: plugin !== 'file', late: false }
}

/**
 * `doejane_LATE_12345_678910_main.py`: name without blanks, user, attachment; `anon_x1Y2z` for name and user when
 * grading is anonymous; `doejane_12345_text.html` was typed, `_link.html` is an address.
 * Source: instructure/canvas-lms lib/content_zipper.rb, get_filename and add_upload_submission.
 */
function canvas(name: string, folder: boolean): ReturnType<Format> {
  if (folder) return null
  const anonymous = /^(LATE_)?anon_([A-Za-z0-9]+)_(?:(\d{3,})_(.+)|(?:text|link)\.html)$/s.exec(
    name,
  )
  if (anonymous !== null) {
    const [, late, id = '', attempt = '', file = ''] = anonymous
    return {
      learner: `anon_${id}`,
      id,
      attempt,
      file,
      typed: file === '',
      late: late !== undefined,
    }
  }
  const match =
    /^([\p{L}\p{M}\p{N}_]+?)(_LATE)?_(\d+)_(?:(\d{3,})_(.+)|(?:text|link)\.html)$/su.exec(name)
  if (match === null) return null
  const [, learner = '', late, id = '', attempt = '', file = ''] = match
  return { learner, id, attempt, file, typed: file === '', late: late !== undefined }
}

/**
 * `Homework 1_jdoe_attempt_2026-11-01-10-00-00_main.py`; with `.txt` right behind the time it is the receipt, which also
 * holds what was typed. Older downloads put `gradebook_COURSE_` before it.
 * Source: kwurst/bb-file-cleanup and names in public repositories that sort such downloads.
 */
function blackboard(name: string, folder: boolean): ReturnType<Format> {
  if (folder) return null
  const match = /^.+_([^_]+)_attempt_(\d{4}(?:-\d\d){5})(?:_(.+)|\.txt)$/s.exec(name)
  if (match === null) return null
  const [, learner = '', attempt = '', file = ''] = match
  return { learner, id: learner, attempt, file, typed: file === '', late: false }
}

/**
 * `12345-67890 - Jane Doe - Nov 1, 2026 1000 AM - main.py`: student and folder, name, time; without the last part a
 * folder. Source: StoneyJackson/d2l and other tools that sort such downloads.
 */
function brightspace(name: string, folder: boolean): ReturnType<Format> {
  const match = /^(\d+)-\d+ - (.+?) - ([^-]*\b\d{4}\b[^-]*?)(?: - (.+))?$/s.exec(name)
  if (match === null) return null
  const [, id = '', learner = '', time = '', file = ''] = match
  if (folder !== (file === '')) return null
  return { learner, id, attempt: timeOf(time), file, typed: false, late: false }
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** `Nov 1, 2026 1000 AM` as `2026-11-01 10:00`; empty for a time in another language. */
function timeOf(words: string): string {
  const match = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}), (\d{4}) (\d{1,2}):?(\d\d) ?([AP])M$/.exec(words)
  const [, month = '', day = '', year = '', hour = '', minute = '', half] = match ?? []
  const index = MONTHS.indexOf(month.toLowerCase())
  if (index < 0) return ''
  const two = (number: number): string => String(number).padStart(2, '0')
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0)
  return `${year}-${two(index + 1)}-${two(Number(day))} ${two(hours)}:${minute}`
}

/** `submission_123456789`, a folder; whose it is stands in `submission_metadata.yml` beside it. */
function gradescope(name: string, folder: boolean): ReturnType<Format> {
  const match = !folder ? null : /^submission_(\d+)$/.exec(name)
  if (match === null) return null
  return { learner: null, id: match[1] ?? '', attempt: '', file: '', typed: false, late: false }
}

/**
 * `hello-world-jdoe`, a folder, where `gh classroom clone student-repos` puts it: into `hello-world-submissions`.
 */
function githubClassroom(name: string, folder: boolean, parent: string): ReturnType<Format> {
  if (!folder || !parent.endsWith('-submissions')) return null
  const exercise = parent.slice(0, -'submissions'.length)
  const learner = name.slice(exercise.length)
  if (!name.startsWith(exercise) || learner === '' || learner === 'submissions') return null
  return { learner, id: learner, attempt: '', file: '', typed: false, late: false }
}
