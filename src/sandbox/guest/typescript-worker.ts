/**
 * Compiles files in a process that may die of it: takes them as JSON on standard input, gives what became of each on
 * standard output. Its argument says what for. The compiler's stack is native, and a file of brackets alone is enough
 * to overflow it.
 */
import { readFileSync } from 'node:fs'
import { compileForJest } from '../compile-jest.ts'
import { compileFile } from '../compile-typescript.ts'

const files: { path: string; text: string }[] = JSON.parse(readFileSync(0, 'utf8'))
const results = process.argv[2] === 'jest' ? files.map(compileForJest) : files.map(compileFile)
process.stdout.write(JSON.stringify(results))
