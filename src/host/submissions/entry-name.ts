/** Letters of a name in an archive, and folders in it, beyond which no exercise goes. */
const MOST_LETTERS = 1_000
const MOST_FOLDERS = 50

/**
 * A name as an archive gives it: the path it stands for (with `/`, NFC, without `.` and doubled slashes), or why nobody
 * should believe it. Archives are read, never unpacked; but a name that would leave its folder elsewhere was made to
 * deceive, and one that reads differently on another computer would be graded differently there.
 */
export function entryName(name: string): { path: string; refusal: string | null } {
  const refused = (refusal: string) => ({ path: name, refusal })
  if (name.length > MOST_LETTERS) return refused('has a name that is too long')
  if (/\p{Cc}/u.test(name)) return refused('has control characters in its name')
  if (name.includes('\uFFFD')) return refused('has a name that is no Unicode text')
  if (/^[a-z]:/i.test(name)) return refused('has a name with a drive')
  if (name.includes('\\')) return refused('has a backslash in its name')
  if (name.startsWith('/')) return refused('has an absolute name')
  const folders = name.split('/').filter((part) => part !== '' && part !== '.')
  if (folders.includes('..')) return refused('leads out of the archive')
  if (folders.length > MOST_FOLDERS) return refused('lies in too many folders')
  return { path: folders.join('/').normalize('NFC'), refusal: null }
}
