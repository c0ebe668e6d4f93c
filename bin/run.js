#!/usr/bin/env node
// Plain JavaScript that any Node can parse: it must run far enough on an old one to say what to do.
import { existsSync, readFileSync } from 'node:fs'

const manifest = () => JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const first = process.argv[2]

if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `mastery needs Node 24 or newer; this is Node ${process.versions.node}.\n` +
      'Next: install it from https://nodejs.org, or inside a checkout use: npm start\n',
  )
  process.exitCode = 2
} else if (process.argv.length === 3 && (first === '--version' || first === '-V')) {
  process.stdout.write(`mastery ${manifest().version}\n`)
} else {
  process.getBuiltinModule('node:module').enableCompileCache()
  const main = new URL('../dist/main.js', import.meta.url)
  if (existsSync(main)) await (await import(main.href)).main(process.argv.slice(2))
  else {
    process.stderr.write('mastery is not built yet.\nNext: npm run build\n')
    process.exitCode = 70
  }
}
