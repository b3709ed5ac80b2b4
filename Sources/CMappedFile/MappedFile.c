// A signal handler may call nothing of the Swift runtime, so this one is C. It uses atomics, mmap and
// sigaction only.

#include "CMappedFile.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

enum { guard_count = 256 };

// A guard is free while its end is 0.
static struct {
  _Atomic uintptr_t start;
  _Atomic uintptr_t end;
  atomic_int hit;
  atomic_flag taken;
} guards[guard_count];

static struct sigaction previous;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static uintptr_t page_size;

static void on_lost_page(int signal, siginfo_t *info, void *context) {
  (void)context;
  const uintptr_t address = (uintptr_t)info->si_addr;
  for (int index = 0; index < guard_count; index++) {
    if (address < atomic_load(&guards[index].start) || address >= atomic_load(&guards[index].end)) {
      continue;
    }
    void *page = (void *)(address & ~(page_size - 1));
    void *zeros = mmap(page, page_size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) break;
    atomic_store(&guards[index].hit, 1);
    return;
  }
  // No page of ours: the access is tried again and meets whoever was there before.
  sigaction(signal, &previous, NULL);
}

static void install(void) {
  page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {0};
  action.sa_sigaction = on_lost_page;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &previous);
}

int ashi_guard_begin(const void *start, size_t length) {
  pthread_once(&once, install);
  for (int index = 0; index < guard_count; index++) {
    if (atomic_flag_test_and_set(&guards[index].taken)) continue;
    atomic_store(&guards[index].hit, 0);
    atomic_store(&guards[index].start, (uintptr_t)start);
    atomic_store(&guards[index].end, (uintptr_t)start + length);
    return index;
  }
  return -1;
}

int ashi_guard_was_hit(int guard) { return guard >= 0 && atomic_load(&guards[guard].hit); }

void ashi_guard_end(int guard) {
  if (guard < 0) return;
  atomic_store(&guards[guard].end, 0);
  atomic_store(&guards[guard].start, 0);
  atomic_flag_clear(&guards[guard].taken);
}
