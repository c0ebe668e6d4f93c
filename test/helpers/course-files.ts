import { type Compilation, compileCourse } from '../../src/core/course/compile.ts'
import { memoryFiles } from '../../src/core/course/files.ts'
import type { CompiledCourse } from '../../src/core/course/model.ts'
import { scaffold } from '../../src/core/course/scaffold.ts'

export type Texts = Record<string, string | Uint8Array>

/** The small course that `mastery course new` writes, with some files replaced, added, or (null) taken away. */
export function smallCourse(changes: Record<string, string | Uint8Array | null> = {}): Texts {
  const files: Texts = Object.fromEntries(
    scaffold({ id: 'small', title: 'Small' }).map(({ path, text }) => [path, text]),
  )
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) delete files[path]
    else files[path] = text
  }
  return files
}

/** One file of it with a piece of its text replaced; the piece must be there. */
export function edited(path: string, from: string, to: string): Record<string, string> {
  const text = smallCourse()[path]
  if (typeof text !== 'string' || !text.includes(from)) throw new Error(`no ${from} in ${path}`)
  return { [path]: text.replace(from, to) }
}

export function compiled(texts: Texts, links: string[] = []): Promise<Compilation> {
  return compileCourse(memoryFiles(texts, links))
}

/** Problems as `file:line:column rule: message → suggestion`. */
export async function problemsOf(texts: Texts, links: string[] = []): Promise<string[]> {
  const { problems } = await compiled(texts, links)
  return problems.map(({ file, line, column, rule, message, suggestion }) => {
    const end = suggestion === undefined ? '' : ` → ${suggestion}`
    return `${file}:${line}:${column} ${rule}: ${message}${end}`
  })
}

/** Must be right. */
export async function courseOf(texts: Texts): Promise<CompiledCourse> {
  const { course, problems } = await compiled(texts)
  if (course === null) throw new Error(JSON.stringify(problems, null, 1))
  return course
}
