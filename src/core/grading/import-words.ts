import type { Language } from '../course/model.ts'
import { nearest } from '../nearest.ts'

/** Modules of Python that beginners import, for a name that was mistyped. */
const OF_PYTHON =
  `abc argparse array asyncio base64 bisect calendar cmath collections contextlib copy csv dataclasses datetime
decimal difflib enum fractions functools glob hashlib heapq html inspect io itertools json keyword logging math
operator os pathlib pickle pprint queue random re secrets shutil sqlite3 statistics string struct subprocess sys
tempfile textwrap threading time timeit traceback types typing unittest urllib uuid xml zipfile zoneinfo`.split(
    /\s+/,
  )

/** Modules of Python that need a screen or the system, and that a sandbox may not have. */
const OF_THE_SYSTEM =
  /^(_?curses|_?dbm|ensurepip|grp|idlelib|msvcrt|nis|pwd|readline|resource|spwd|syslog|_?tkinter|turtle|turtledemo|venv|winreg|winsound)(\.|$)/

/** Modules that belong to Node, not to JavaScript. */
const OF_NODE =
  /^(node:.*|assert|child_process|crypto|events|fs|fs\/promises|http|https|net|os|path|process|readline|stream|url|util|worker_threads)$/

/**
 * What an import asked for that is not there, and that it may not be needed.
 * @param message the exception's own, which names the module
 * @param where ` in line 3 of main.py`, or nothing
 */
export function missingImport(message: string, language: Language, where: string): string {
  const name = /["']([^"']+)["']/.exec(message)?.[1] ?? ''
  if (name === '') return `It imports something that is not here${where}: ${message}`
  if (/^\.\.?\//.test(name)) return `It imports a file that is not there${where}: "${name}".`
  if (language !== 'python') {
    if (OF_NODE.test(name))
      return `It imports "${name}"${where}, which belongs to Node and not to JavaScript itself. Programs here have no files and no network, and exercises do not need them.`
    return `It imports "${name}"${where}, which is not part of JavaScript itself. Packages cannot be installed here, and exercises do not need them.`
  }
  if (OF_THE_SYSTEM.test(name))
    return `It imports ${name}${where}, which Python has, but not in this sandbox: there is no screen and no system to reach. Exercises do not need it.`
  const near = nearest(name, OF_PYTHON)
  if (near !== null) return `It imports ${name}${where}, but Python calls it ${near}.`
  return `It imports ${name}${where}, which is not in Python's standard library. Packages cannot be installed here, and exercises do not need them. Or is the file ${name}.py missing beside it?`
}

/**
 * Node's own way to import, which JavaScript itself does not have.
 * @param line the line that calls it
 * @param where ` in line 3 of main.js`, or nothing
 */
export function missingRequire(line: string, where: string): string {
  const name = /require\(\s*["'`]([^"'`]+)/.exec(line)?.[1]
  const said = `It uses require${where}, which belongs to Node and not to JavaScript itself.`
  if (name === undefined) return said
  if (/^\.\.?\//.test(name)) return `${said} Use import instead: import … from "${name}".`
  const what = OF_NODE.test(name)
    ? 'Programs here have no files and no network'
    : 'Packages cannot be installed here'
  return `${said} ${what}, and exercises do not need ${name}.`
}
