// Counts the allocations of a program: loaded before it (LD_PRELOAD), told when it ends to the file that
// COUNT_TO names, as "allocations bytes". For glibc.

#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static atomic_ulong allocations;
static atomic_ulong bytes;

static void count(size_t size) {
  atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed);
}

void *malloc(size_t size) {
  count(size);
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count(number * size);
  return __libc_calloc(number, size);
}

void *realloc(void *place, size_t size) {
  count(size);
  return __libc_realloc(place, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count(size);
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **place, size_t alignment, size_t size) {
  count(size);
  *place = __libc_memalign(alignment, size);
  return *place == NULL ? 12 : 0;
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("COUNT_TO");
  const unsigned long number = atomic_load(&allocations), size = atomic_load(&bytes);
  FILE *file = path ? fopen(path, "w") : NULL;
  if (file == NULL) return;
  fprintf(file, "%lu %lu\n", number, size);
  fclose(file);
}
