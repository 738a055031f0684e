"""Linux system calls by what a confined process may do with them.

Each entry is a name and its number on x86-64 and on 64-bit ARM (``-`` where it does not exist
there), from the kernel's ``unistd_64.h`` and ``asm-generic/unistd.h``. A call in none of the lists
answers "not implemented", so that a C library falls back on an older one.
"""

from __future__ import annotations

# What Python, numpy, pandas and matplotlib need, and threads.
ALLOWED = """
read 0 63, write 1 64, close 3 57, stat 4 -, fstat 5 80, lstat 6 -, poll 7 -, lseek 8 62,
mmap 9 222, mprotect 10 226, munmap 11 215, brk 12 214, rt_sigaction 13 134,
rt_sigprocmask 14 135, rt_sigreturn 15 139, ioctl 16 29, pread64 17 67, pwrite64 18 68,
readv 19 65, writev 20 66, access 21 -, pipe 22 -, select 23 -, sched_yield 24 124,
mremap 25 216, msync 26 227, mincore 27 232, madvise 28 233, dup 32 23, dup2 33 -, pause 34 -,
nanosleep 35 101, getitimer 36 102, alarm 37 -, setitimer 38 103, getpid 39 172, sendfile 40 71,
sendto 44 206, recvfrom 45 207, sendmsg 46 211, recvmsg 47 212, shutdown 48 210,
getsockname 51 204, getpeername 52 205, socketpair 53 199, setsockopt 54 208, getsockopt 55 209,
exit 60 93, wait4 61 260, uname 63 160, fcntl 72 25, flock 73 32, fsync 74 82, fdatasync 75 83,
ftruncate 77 46, getdents 78 -, getcwd 79 17, chdir 80 49, fchdir 81 50, rename 82 -, mkdir 83 -,
rmdir 84 -, link 86 -, unlink 87 -, readlink 89 -, umask 95 166, gettimeofday 96 169,
getrlimit 97 163, getrusage 98 165, sysinfo 99 179, times 100 153, getuid 102 174,
getgid 104 176, geteuid 107 175, getegid 108 177, getppid 110 173, getpgrp 111 -,
getgroups 115 158, getresuid 118 148, getresgid 120 150, getpgid 121 155, getsid 124 156,
rt_sigpending 127 136, rt_sigtimedwait 128 137, rt_sigsuspend 130 133, sigaltstack 131 132,
statfs 137 43, fstatfs 138 44, sched_getparam 143 121, sched_getscheduler 145 120,
sched_get_priority_max 146 125, sched_get_priority_min 147 126, arch_prctl 158 -, gettid 186 178,
futex 202 98, sched_getaffinity 204 123, epoll_create 213 -, getdents64 217 61,
set_tid_address 218 96, restart_syscall 219 128, fadvise64 221 223, timer_create 222 107,
timer_settime 223 110, timer_gettime 224 108, timer_getoverrun 225 109, timer_delete 226 111,
clock_gettime 228 113, clock_getres 229 114, clock_nanosleep 230 115, exit_group 231 94,
epoll_wait 232 -, epoll_ctl 233 21, mkdirat 258 34, newfstatat 262 79, unlinkat 263 35,
renameat 264 38, linkat 265 37, readlinkat 267 78, faccessat 269 48, pselect6 270 72,
ppoll 271 73, set_robust_list 273 99, get_robust_list 274 100, epoll_pwait 281 22,
timerfd_create 283 85, eventfd 284 -, fallocate 285 47, timerfd_settime 286 86,
timerfd_gettime 287 87, signalfd4 289 74, eventfd2 290 19, epoll_create1 291 20, dup3 292 24,
pipe2 293 59, preadv 295 69, pwritev 296 70, getcpu 309 168, renameat2 316 276,
getrandom 318 278, membarrier 324 283, copy_file_range 326 285, preadv2 327 286,
pwritev2 328 287, statx 332 291, rseq 334 293, close_range 436 436, faccessat2 439 439,
epoll_pwait2 441 441, futex_waitv 449 449
"""

# Allowed with some arguments only; ``seccomp`` says which.
CHECKED = """
open 2 -, openat 257 56, clone 56 220, kill 62 129, tgkill 234 131, prctl 157 167,
prlimit64 302 261
"""

# Answered with success while nothing happens: Landlock does not cover them, and copying a file with
# its times and permissions should not fail.
PRETENDED = """
chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, chown 92 -, fchown 93 55,
lchown 94 -, fchownat 260 54, utime 132 -, utimes 235 -, utimensat 280 88, futimesat 261 -
"""

# Answered with "operation not permitted", which Python shows as PermissionError.
REFUSED = """
fork 57 -, vfork 58 -, execve 59 221, execveat 322 281, socket 41 198, connect 42 203,
bind 49 200, listen 50 201, accept 43 202, accept4 288 242, ptrace 101 117,
process_vm_readv 310 270, process_vm_writev 311 271, tkill 200 130, truncate 76 45,
setpriority 141 140, sched_setaffinity 203 122, setrlimit 160 164, mknod 133 -, mknodat 259 33,
symlink 88 -, symlinkat 266 36, creat 85 -, mount 165 40, umount2 166 39, unshare 272 97,
setns 308 268, pivot_root 155 41, chroot 161 51, setuid 105 146, setgid 106 144,
setreuid 113 145, setregid 114 143, setresuid 117 147, setresgid 119 149, setgroups 116 159,
capset 126 91, reboot 169 142, swapon 167 224, init_module 175 105, finit_module 313 273,
delete_module 176 106, keyctl 250 219, add_key 248 217, request_key 249 218, bpf 321 280,
perf_event_open 298 241, shmget 29 194, shmat 30 196, msgget 68 186, semget 64 190,
sethostname 170 161, settimeofday 164 170, clock_settime 227 112, setsid 112 157,
setpgid 109 154, pidfd_open 434 434, pidfd_send_signal 424 424, pidfd_getfd 438 438,
process_madvise 440 440, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240
"""

# Answered with "not supported": extended attributes, which copying then leaves out.
UNSUPPORTED = """
getxattr 191 8, lgetxattr 192 9, fgetxattr 193 10, setxattr 188 5, lsetxattr 189 6,
fsetxattr 190 7, listxattr 194 11, llistxattr 195 12, flistxattr 196 13, removexattr 197 14,
lremovexattr 198 15, fremovexattr 199 16
"""


def numbers(table: str, machine: str) -> dict[str, int]:
    """Return the calls of one of the tables above that exist on ``machine``, by name.

    Args:
        table: a table of this module.
        machine: ``"x86_64"`` or ``"aarch64"``.

    Raises:
        KeyError: another machine.
    """
    column = {"x86_64": 1, "aarch64": 2}[machine]
    rows = [entry.split() for entry in table.replace("\n", " ").split(",") if entry.strip()]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
