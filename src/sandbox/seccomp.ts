/**
 * Makes the seccomp filter (classic BPF) that every guest runs under: everything is allowed but a list of
 * system calls that a program with nothing but its own memory and a temporary folder never needs.
 * Numbers are those of the kernel's own tables, `[x64, arm64]`; null: this machine has no such call.
 * Source: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
 */
export const SYSTEM_CALLS: Readonly<Record<string, readonly [number | null, number | null]>> = {
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  kcmp: [312, 272],
  pidfd_open: [434, 434],
  pidfd_getfd: [438, 438],
  pidfd_send_signal: [424, 424],
  socket: [41, 198],
  connect: [42, 203],
  bind: [49, 200],
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  move_mount: [429, 429],
  open_tree: [428, 428],
  mount_setattr: [442, 442],
  open_tree_attr: [467, 467],
  statmount: [457, 457],
  listmount: [458, 458],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  msgget: [68, 186],
  msgsnd: [69, 189],
  msgrcv: [70, 188],
  msgctl: [71, 187],
  semget: [64, 190],
  semctl: [66, 191],
  semop: [65, 193],
  semtimedop: [220, 192],
  mq_open: [240, 180],
  mq_unlink: [241, 181],
  execveat: [322, 281],
  open_by_handle_at: [304, 265],
  name_to_handle_at: [303, 264],
  personality: [135, 92],
  quotactl: [179, 60],
  swapon: [167, 224],
  swapoff: [168, 225],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  sync: [162, 81],
  syncfs: [306, 267],
  reboot: [169, 142],
  acct: [163, 89],
  syslog: [103, 116],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  iopl: [172, null],
  ioperm: [173, null],
  modify_ldt: [154, null],
  fanotify_init: [300, 262],
  move_pages: [279, 239],
  migrate_pages: [256, 238],
}

/** Denied on top where nothing but Landlock stands between the guest and the learner's own files. */
export const KERNEL_TIER_CALLS: typeof SYSTEM_CALLS = {
  kill: [62, 129],
  tkill: [200, 130],
  tgkill: [234, 131],
  rt_sigqueueinfo: [129, 138],
  rt_tgsigqueueinfo: [297, 240],
  chmod: [90, null],
  fchmod: [91, 52],
  fchmodat: [268, 53],
  fchmodat2: [452, 452],
  chown: [92, null],
  fchown: [93, 55],
  lchown: [94, null],
  fchownat: [260, 54],
  setxattr: [188, 5],
  lsetxattr: [189, 6],
  fsetxattr: [190, 7],
  removexattr: [197, 14],
  lremovexattr: [198, 15],
  fremovexattr: [199, 16],
  setxattrat: [463, 463],
  removexattrat: [466, 466],
  file_setattr: [469, 469],
  utime: [132, null],
  utimes: [235, null],
  utimensat: [280, 88],
  futimesat: [261, null],
  setpriority: [141, 140],
  sched_setaffinity: [203, 122],
  sched_setscheduler: [144, 119],
  sched_setparam: [142, 118],
  sched_setattr: [314, 274],
  ioprio_set: [251, 30],
  inotify_init: [253, null],
  inotify_add_watch: [254, 27],
}

const ARCHITECTURES = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    clone3: 435,
    fork: 57,
    vfork: 58,
    ioctl: 16,
    socketpair: 53,
    fcntl: 72,
    prctl: 157,
    prlimit64: 302,
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    clone3: 435,
    fork: null,
    vfork: null,
    ioctl: 29,
    socketpair: 199,
    fcntl: 25,
    prctl: 167,
    prlimit64: 261,
  },
} as const

export type Architecture = keyof typeof ARCHITECTURES

/** The architecture of this process, or null when there is no filter for it. */
export function filterArchitecture(arch: string = process.arch): Architecture | null {
  return arch === 'x64' || arch === 'arm64' ? arch : null
}

const LOAD = 0x20
const IF_EQUAL = 0x15
const IF_AT_LEAST = 0x35
const IF_ANY_BIT = 0x45
const RETURN = 0x06
const KILL_PROCESS = 0x80000000
const ALLOW = 0x7fff0000
const errno = (code: number) => 0x00050000 | code
const EPERM = 1
const ENOSYS = 38
const CLONE_THREAD = 0x10000
const AF_UNIX = 1
const SOCK_STREAM = 1
const SOCK_CLOEXEC = 0x80000
/** Typing into a terminal (TIOCSTI, TIOCLINUX), and whom a socket signals (FIOSETOWN, SIOCSPGRP). */
const DENIED_IOCTLS = [0x5412, 0x541c, 0x8901, 0x8902]
/** Whom a file signals and how (F_SETOWN, F_SETSIG, F_SETOWN_EX), leases on it, and news of a folder (F_NOTIFY). */
const DENIED_FCNTLS = [8, 10, 15, 1024, 1026]
/** Not ending with the parent, adopting processes, being looked into (PR_SET_PDEATHSIG, …_CHILD_SUBREAPER, …_PTRACER). */
const DENIED_PRCTLS = [1, 36, 0x59616d61]
/** Offsets in struct seccomp_data. */
const NUMBER = 0
const ARCHITECTURE = 4
const argument = (index: number) => 16 + 8 * index

/**
 * The filter as bytes for `bwrap --seccomp` or `prctl(PR_SET_SECCOMP)`. New processes are denied (threads are
 * not), and so is typing into a terminal. A wrong architecture, x32 included, kills the process.
 * @param options.kernelTier also deny what Landlock does not hold: signals, modes, owners, other processes' limits
 */
export function seccompFilter(
  architecture: Architecture,
  options: { kernelTier?: boolean } = {},
): Buffer {
  const { kernelTier = false } = options
  const machine = ARCHITECTURES[architecture]
  const program: Buffer[] = []
  const add = (code: number, jumpTrue: number, jumpFalse: number, value: number) => {
    const instruction = Buffer.alloc(8)
    instruction.writeUInt16LE(code, 0)
    instruction[2] = jumpTrue
    instruction[3] = jumpFalse
    instruction.writeUInt32LE(value >>> 0, 4)
    program.push(instruction)
  }
  /** Of the number or argument that was loaded last. */
  const deny = (number: number | null, code = EPERM) => {
    if (number === null) return
    add(IF_EQUAL, 0, 1, number)
    add(RETURN, 0, 0, errno(code))
  }
  add(LOAD, 0, 0, ARCHITECTURE)
  add(IF_EQUAL, 1, 0, machine.audit)
  add(RETURN, 0, 0, KILL_PROCESS)
  add(LOAD, 0, 0, NUMBER)
  if (architecture === 'x64') {
    add(IF_AT_LEAST, 0, 1, 0x40000000)
    add(RETURN, 0, 0, KILL_PROCESS)
  }
  const index = architecture === 'x64' ? 0 : 1
  for (const numbers of Object.values(SYSTEM_CALLS)) deny(numbers[index] ?? null)
  if (kernelTier)
    for (const numbers of Object.values(KERNEL_TIER_CALLS)) deny(numbers[index] ?? null)
  // libc falls back to clone, whose flags a filter can read.
  deny(machine.clone3, ENOSYS)
  deny(machine.fork)
  deny(machine.vfork)
  add(IF_EQUAL, 0, 4, machine.clone)
  add(LOAD, 0, 0, argument(0))
  add(IF_ANY_BIT, 1, 0, CLONE_THREAD)
  add(RETURN, 0, 0, errno(EPERM))
  add(RETURN, 0, 0, ALLOW)
  // Two ends of one stream, which reach nobody else: asyncio wakes itself by them. Datagrams can be sent elsewhere.
  add(IF_EQUAL, 0, 7, machine.socketpair)
  add(LOAD, 0, 0, argument(0))
  add(IF_EQUAL, 0, 4, AF_UNIX)
  add(LOAD, 0, 0, argument(1))
  add(IF_EQUAL, 1, 0, SOCK_STREAM)
  add(IF_EQUAL, 0, 1, SOCK_STREAM | SOCK_CLOEXEC)
  add(RETURN, 0, 0, ALLOW)
  add(RETURN, 0, 0, errno(EPERM))
  const denyWhen = (number: number, index: number, values: readonly number[]) => {
    add(IF_EQUAL, 0, 2 * values.length + 2, number)
    add(LOAD, 0, 0, argument(index))
    for (const value of values) deny(value)
    add(RETURN, 0, 0, ALLOW)
  }
  denyWhen(machine.ioctl, 1, DENIED_IOCTLS)
  denyWhen(machine.fcntl, 1, DENIED_FCNTLS)
  denyWhen(machine.prctl, 0, DENIED_PRCTLS)
  if (kernelTier) {
    // Limits of other processes; its own (pid 0) may be read and lowered.
    add(IF_EQUAL, 0, 3, machine.prlimit64)
    add(LOAD, 0, 0, argument(0))
    add(IF_EQUAL, 1, 0, 0)
    add(RETURN, 0, 0, errno(EPERM))
  }
  add(RETURN, 0, 0, ALLOW)
  return Buffer.concat(program)
}
