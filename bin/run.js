#!/usr/bin/env node
'use strict'
// CommonJS, and syntax that any Node can parse: it starts faster than a module, and it must run far enough on an
// old Node to say what to do.
var fs = require('fs')
var path = require('path')

var version = process.versions.node
var built = path.join(__dirname, '../dist/main.cjs')

if (parseInt(version, 10) < 24) {
  process.stderr.write(
    'mastery needs Node 24 or newer; this is Node ' +
      version +
      '.\n' +
      'Next: install it from https://nodejs.org, or inside a checkout use: npm start\n',
  )
  process.exitCode = 2
} else if (process.argv.length === 3 && /^(--version|-V)$/.test(process.argv[2])) {
  process.stdout.write('mastery ' + ownVersion() + '\n')
} else if (!fs.existsSync(built)) {
  process.stderr.write('mastery is not built yet.\nNext: npm run build\n')
  process.exitCode = 70
} else {
  require('module').enableCompileCache()
  require(built).main(process.argv.slice(2))
}

function ownVersion() {
  return JSON.parse(fs.readFileSync(path.join(__dirname, '../package.json'), 'utf8')).version
}
