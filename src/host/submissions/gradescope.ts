/** Gradescope puts it beside the folders of an export: whose submission is which. */
export const GRADESCOPE_LIST = 'submission_metadata.yml'

/** Bytes of the list: it also holds every earlier attempt with its results. */
export const MOST_LIST = 32 * 1024 * 1024

/**
 * Who handed in which folder, from the list of an export; several names for a group. Only the part that names people is
 * read of each entry: the rest is results, of any size.
 *
 * ```yaml
 * submission_123456789:
 *   :submitters:
 *   - :name: Jane Doe
 *     :sid: '1234'
 *     :email: jane@example.org
 *   :created_at: 2026-11-01 10:00:00.000000000 Z
 * ```
 */
export async function gradescopeLearners(text: string): Promise<Map<string, string>> {
  const { parse } = await import('yaml')
  const learners = new Map<string, string>()
  for (const [folder, list] of peopleIn(text)) {
    const names = namesIn(safely(() => parse(list, { maxAliasCount: 0 })))
    if (names.length > 0) learners.set(folder, names.join(', '))
  }
  return learners
}

/** An entry begins at the margin; its people are the lines behind the first key, as long as they go deeper or on. */
function peopleIn(text: string): Map<string, string> {
  const lists = new Map<string, string>()
  let folder: string | null = null
  let margin: string | null = null
  for (const line of text.split(/\r?\n/)) {
    const entry = /^(submission_\d+):\s*$/.exec(line)
    const key: RegExpExecArray | null =
      margin === null ? /^([ \t]+):submitters:\s*$/.exec(line) : null
    if (entry !== null) {
      folder = entry[1] ?? null
      margin = null
    } else if (folder !== null && key !== null) margin = key[1] ?? ''
    else if (folder !== null && margin !== null && goesOn(line, margin))
      lists.set(folder, `${lists.get(folder) ?? ''}${line}\n`)
    else folder = null
  }
  return lists
}

const goesOn = (line: string, margin: string): boolean =>
  line.startsWith(margin) && /^(?:-|[ \t])/.test(line.slice(margin.length))

function namesIn(list: unknown): string[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((person: unknown) => {
    if (typeof person !== 'object' || person === null) return []
    const { ':name': name, ':email': email } = person as Record<string, unknown>
    const known = [name, email].find((field) => typeof field === 'string' && field.trim() !== '')
    return typeof known === 'string' ? [known.trim()] : []
  })
}

function safely(work: () => unknown): unknown {
  try {
    return work()
  } catch {
    return null
  }
}
