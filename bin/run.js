#!/usr/bin/env node
// Plain JavaScript that any Node can parse: it must run far enough on an old one to say what to do.
import { readFileSync } from 'node:fs'

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
  const { enableCompileCache } = await import('node:module')
  enableCompileCache?.()
  const { main } = await import('../dist/main.js')
  await main(process.argv.slice(2))
}
