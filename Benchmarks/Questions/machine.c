// What the machine itself takes for a file: one pass over its bytes, and a tokenizer that does nothing but
// find the cells, thirty-two bytes at a time (AVX2) with quotes by carry-less multiplication, after
// Langdale's simdcsv. The measure for how far a reader is from the machine.
//
//     cc -O3 -march=native -pthread machine.c -o machine && ./machine FILE THREADS

#include <fcntl.h>
#include <immintrin.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

enum { chunk_bytes = 1 << 20, most_threads = 64 };

static const uint8_t *text;
static size_t size;
static size_t next_chunk;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static void *pass(void *sum) {
  uint64_t total = 0;
  for (;;) {
    const size_t begin = __atomic_fetch_add(&next_chunk, chunk_bytes, __ATOMIC_RELAXED);
    if (begin >= size) break;
    const size_t end = begin + chunk_bytes < size ? begin + chunk_bytes : size;
    for (size_t at = begin; at + 8 <= end; at += 8) total += *(const uint64_t *)(text + at);
  }
  *(uint64_t *)sum = total;
  return NULL;
}

static double one_pass(int threads) {
  pthread_t workers[most_threads];
  uint64_t sums[most_threads];
  next_chunk = 0;
  const double begin = now();
  for (int index = 0; index < threads; index++) pthread_create(workers + index, NULL, pass, sums + index);
  for (int index = 0; index < threads; index++) pthread_join(workers[index], NULL);
  return now() - begin;
}

static uint64_t mask(__m256i low, __m256i high, char byte) {
  const __m256i wanted = _mm256_set1_epi8(byte);
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)) << 32;
}

static uint64_t tokenize(double *seconds) {
  uint32_t *ends = malloc(sizeof(uint32_t) * (chunk_bytes + 64));
  uint64_t cells = 0;
  uint64_t inside = 0;
  const double begin = now();
  for (size_t start = 0; start + 64 <= size; start += chunk_bytes) {
    const size_t limit = start + chunk_bytes < size - 64 ? start + chunk_bytes : size - 64;
    size_t found = 0;
    for (size_t at = start; at < limit; at += 64) {
      const __m256i low = _mm256_loadu_si256((const __m256i *)(text + at));
      const __m256i high = _mm256_loadu_si256((const __m256i *)(text + at + 32));
      const uint64_t quotes = mask(low, high, '"');
      const __m128i product = _mm_clmulepi64_si128(
          _mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8((char)0xFF), 0);
      const uint64_t quoted = (uint64_t)_mm_cvtsi128_si64(product) ^ inside;
      inside = (uint64_t)((int64_t)quoted >> 63);
      uint64_t borders = (mask(low, high, ',') | mask(low, high, '\n')) & ~quoted;
      while (borders) {
        ends[found++] = (uint32_t)(at - start) + (uint32_t)__builtin_ctzll(borders);
        borders &= borders - 1;
      }
    }
    cells += found;
  }
  *seconds = now() - begin;
  return cells;
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  const int file = open(arguments[1], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) return 66;
  size = (size_t)status.st_size;
  text = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (text == MAP_FAILED) return 74;
  const double memory = one_pass(atoi(arguments[2]));
  double seconds;
  const uint64_t cells = tokenize(&seconds);
  printf("{\"pass_seconds\": %.4f, \"tokenizer_seconds\": %.4f, \"cells\": %lu}\n", memory, seconds, cells);
  return 0;
}
