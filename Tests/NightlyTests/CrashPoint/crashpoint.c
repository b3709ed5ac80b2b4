// Kills a run at its N-th system call that changes a file: loaded with LD_PRELOAD into the night and
// all its stages, which count their calls together.
//
//   CRASH_COUNTER  a file of 8 bytes that all processes map: the number of calls so far
//   CRASH_AT       the number of the call at which to kill; 0 counts only
//   CRASH_HOW      before  the call is not made
//                  torn    a write puts half of its bytes first, any other call is made, then the end
//   CRASH_WHO      self    the process that calls is killed
//                  all     its whole process group is killed
//   CRASH_LOG      a file to which the names of the calls are added, for people

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic long *counter;
static long crash_at;
static int torn, whole_group, log_fd = -1;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("CRASH_COUNTER");
  if (!path) return;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *page = mmap(0, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall(SYS_close, fd);
  if (page == MAP_FAILED) return;
  const char *at = getenv("CRASH_AT"), *how = getenv("CRASH_HOW"), *who = getenv("CRASH_WHO");
  const char *log = getenv("CRASH_LOG");
  crash_at = at ? atol(at) : 0;
  torn = how && !strcmp(how, "torn");
  whole_group = who && !strcmp(who, "all");
  if (log) log_fd = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  counter = page;
}

static void end(void) {
  kill(whole_group ? 0 : getpid(), SIGKILL);
  for (;;) pause();
}

// Whether this is the call at which to end.
static int due(const char *name) {
  if (!counter) return 0;
  long number = atomic_fetch_add(counter, 1) + 1;
  if (log_fd >= 0) {
    char line[64];
    int length = snprintf(line, sizeof line, "%ld %s\n", number, name);
    syscall(SYS_write, log_fd, line, length);
  }
  return crash_at > 0 && number == crash_at;
}

static int is_file(int fd) {
  struct stat facts;
  return fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  if (is_file(fd) && due("write")) {
    if (torn) syscall(SYS_write, fd, bytes, count / 2);
    end();
  }
  return syscall(SYS_write, fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  if (is_file(fd) && due("pwrite")) {
    if (torn) syscall(SYS_pwrite64, fd, bytes, count / 2, offset);
    end();
  }
  return syscall(SYS_pwrite64, fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  return pwrite64(fd, bytes, count, offset);
}

// A call that either happens or does not.
#define WHOLE(result, name, parameters, arguments)                          \
  result name parameters {                                                  \
    static result(*real) parameters;                                        \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name);                   \
    if (due(#name)) {                                                       \
      if (torn) (void)real arguments;                                       \
      end();                                                                \
    }                                                                       \
    return real arguments;                                                  \
  }

WHOLE(int, rename, (const char *from, const char *to), (from, to))
WHOLE(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
WHOLE(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
WHOLE(int, link, (const char *from, const char *to), (from, to))
WHOLE(int, symlink, (const char *to, const char *path), (to, path))
WHOLE(int, unlink, (const char *path), (path))
WHOLE(int, unlinkat, (int fd, const char *path, int flags), (fd, path, flags))
WHOLE(int, rmdir, (const char *path), (path))
WHOLE(int, mkdir, (const char *path, mode_t mode), (path, mode))
WHOLE(int, fsync, (int fd), (fd))
WHOLE(int, fdatasync, (int fd), (fd))
WHOLE(int, ftruncate, (int fd, off_t length), (fd, length))
WHOLE(int, ftruncate64, (int fd, off64_t length), (fd, length))
