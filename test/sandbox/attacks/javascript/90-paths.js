// attack: files of the host as modules, by every way to write a path
// promise: files
// from: path traversal
// bound: a few attempts
// expect: refused
import { attempt } from './attempt.js'

const up = '../'.repeat(20)
const paths = [`./${up}@SECRET_FILE@`, `${up}etc/passwd`, './..//..//../@SECRET_FILE@', '/@SECRET_FILE@', '.\\..\\secret']
for (const path of [...paths, `./%2e%2e/${up}etc/passwd`, './main.js\0@SECRET_FILE@', './__proto__', './constructor'])
  await attempt(JSON.stringify(path), async () => Object.keys(await import(path)).join() || 'a module')
