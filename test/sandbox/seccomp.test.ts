import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { KERNEL_TIER_CALLS, SYSTEM_CALLS, seccompFilter } from '../../src/sandbox/seccomp.ts'

const ALLOW = 0x7fff0000
const EPERM = 0x00050001
const ENOSYS = 0x00050026
const KILL = 0x80000000
const AUDIT = { x64: 0xc000003e, arm64: 0xc00000b7 }

/** What the kernel's classic BPF machine answers for one system call. */
function answer(filter: Buffer, number: number, arch: number, args: number[] = []): number {
  const data = Buffer.alloc(64)
  data.writeUInt32LE(number, 0)
  data.writeUInt32LE(arch, 4)
  args.forEach((value, index) => {
    data.writeBigUInt64LE(BigInt(value), 16 + 8 * index)
  })
  let accumulator = 0
  for (let at = 0; at < filter.length / 8; ) {
    const code = filter.readUInt16LE(at * 8)
    const [yes = 0, no = 0] = [filter[at * 8 + 2], filter[at * 8 + 3]]
    const value = filter.readUInt32LE(at * 8 + 4)
    at++
    if (code === 0x20) accumulator = data.readUInt32LE(value)
    else if (code === 0x15) at += accumulator === value ? yes : no
    else if (code === 0x35) at += accumulator >= value ? yes : no
    else if (code === 0x45) at += (accumulator & value) !== 0 ? yes : no
    else if (code === 0x06) return value
    else throw new Error(`unknown instruction ${code}`)
  }
  throw new Error('the filter has no end')
}

describe.each(['x64', 'arm64'] as const)('the filter for %s', (machine) => {
  const filter = seccompFilter(machine)
  const strict = seccompFilter(machine, { kernelTier: true })
  const index = machine === 'x64' ? 0 : 1
  const ask = (number: number, args: number[] = [], bytes = filter) =>
    answer(bytes, number, AUDIT[machine], args)
  const [read, openat, execve] = machine === 'x64' ? [0, 257, 59] : [63, 56, 221]
  const [clone, ioctl, prlimit] = machine === 'x64' ? [56, 16, 302] : [220, 29, 261]
  const [fcntl, prctl] = machine === 'x64' ? [72, 157] : [25, 167]

  test('what a program needs is allowed', () => {
    for (const number of [read, openat, execve, 9, 202]) expect(ask(number)).toBe(ALLOW)
  })

  test('everything on the list is denied', () => {
    for (const numbers of Object.values(SYSTEM_CALLS))
      if (numbers[index] !== null) expect(ask(numbers[index] as number)).toBe(EPERM)
    for (const numbers of Object.values(KERNEL_TIER_CALLS))
      if (numbers[index] !== null) expect(ask(numbers[index] as number, [], strict)).toBe(EPERM)
  })

  test('threads are allowed, processes are not', () => {
    expect(ask(clone, [0x10000 | 0xf00])).toBe(ALLOW)
    expect(ask(clone, [17])).toBe(EPERM)
    expect(ask(435)).toBe(ENOSYS)
    if (machine === 'x64') expect([ask(57), ask(58)]).toEqual([EPERM, EPERM])
  })

  test('of sockets there is only a pair of streams, each the only other end of the other', () => {
    const [socket, pair] = machine === 'x64' ? [41, 53] : [198, 199]
    expect(ask(socket, [1, 1])).toBe(EPERM)
    for (const type of [1, 1 | 0x80000]) expect(ask(pair, [1, type])).toBe(ALLOW)
    for (const [family, type] of [
      [1, 2],
      [1, 2 | 0x80000],
      [1, 5],
      [2, 1],
      [10, 1],
      [30, 1],
    ] as const)
      expect(ask(pair, [family, type])).toBe(EPERM)
  })

  test('nobody types into the terminal', () => {
    expect(ask(ioctl, [0, 0x5412])).toBe(EPERM)
    expect(ask(ioctl, [0, 0x541c])).toBe(EPERM)
    expect(ask(ioctl, [0, 0x5401])).toBe(ALLOW)
  })

  test('the kernel sends no signal for it, and it ends with its parent', () => {
    // F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY of fcntl.h; FIOSETOWN and SIOCSPGRP of sockios.h.
    for (const order of [8, 10, 15, 1024, 1026]) expect(ask(fcntl, [3, order])).toBe(EPERM)
    for (const order of [0x8901, 0x8902]) expect(ask(ioctl, [3, order])).toBe(EPERM)
    // PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER, PR_SET_PTRACER of prctl.h.
    for (const option of [1, 36, 0x59616d61]) expect(ask(prctl, [option])).toBe(EPERM)
    // F_GETFL, F_DUPFD_CLOEXEC, PR_SET_NAME; only the argument that says what to do is asked.
    expect([ask(fcntl, [8, 3]), ask(fcntl, [1, 1030]), ask(prctl, [15])]).toEqual([
      ALLOW,
      ALLOW,
      ALLOW,
    ])
  })

  test('limits of others cannot be touched in the kernel tier', () => {
    expect(ask(prlimit, [0], strict)).toBe(ALLOW)
    expect(ask(prlimit, [1234], strict)).toBe(EPERM)
  })

  test('no program is started from a descriptor, so that Landlock has its say', () => {
    expect(ask(machine === 'x64' ? 322 : 281, [], strict)).toBe(EPERM)
  })

  test('another architecture, and x32, kill', () => {
    expect(answer(filter, read, 0x40000003)).toBe(KILL)
    if (machine === 'x64') expect(ask(0x40000000 + 59)).toBe(KILL)
  })
})

const HEADERS = {
  x64: '/usr/include/x86_64-linux-gnu/asm/unistd_64.h',
  arm64: '/usr/include/asm-generic/unistd.h',
}

test('since 5.1 a new call has the same number everywhere', () => {
  for (const [name, [x64, arm64]] of Object.entries({ ...SYSTEM_CALLS, ...KERNEL_TIER_CALLS }))
    if (x64 !== null && x64 >= 424) expect([name, arm64]).toEqual([name, x64])
})

// The headers come with linux-libc-dev, which CI installs.
test.for(
  (['x64', 'arm64'] as const).filter((machine) => process.arch === 'x64' || machine !== 'x64'),
)("the numbers for %s are the kernel's own", (machine, { skip }) => {
  const file = HEADERS[machine]
  skip(!existsSync(file), `there is no ${file}`)
  const text = readFileSync(file, 'utf8')
  const known = new Map<string, number>()
  for (const [, name = '', number] of text.matchAll(/#define __NR(?:3264)?_(\w+)\s+(\d+)/g))
    known.set(name, Number(number))
  const all = { ...SYSTEM_CALLS, ...KERNEL_TIER_CALLS }
  for (const [name, numbers] of Object.entries(all)) {
    const number = numbers[machine === 'x64' ? 0 : 1]
    // A header older than the call does not know it.
    if (known.has(name)) expect([name, number]).toEqual([name, known.get(name)])
    else if (number !== null)
      expect([name, number], name).toEqual([name, expect.toSatisfy((n: number) => n > 424)])
  }
})
