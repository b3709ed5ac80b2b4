// The one loop of ashi that Swift has no words for: sixteen or thirty-two bytes compared at once and
// the result gathered into bits. Everything that decides what the bits mean is Swift.

#include "CByteScan.h"

// Eight bytes at a time in plain integers, for processors without one of the ways below.
static uint64_t equal_bytes(uint64_t word, uint64_t pattern) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7FULL;
  const uint64_t difference = word ^ pattern;
  // The top bit of each byte that is zero, without carries between bytes.
  const uint64_t zero = ~(((difference & low) + low) | difference | low);
  // The top bits of eight bytes, gathered by one multiplication.
  return ((zero >> 7) * 0x0102040810204080ULL) >> 56;
}

static uint64_t load(const uint8_t *text) {
  uint64_t word;
  __builtin_memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static uint32_t find_portable(const uint8_t *text, size_t blocks, uint8_t delimiter, uint8_t quote,
                              AshiMasks *masks) {
  const uint64_t ones = 0x0101010101010101ULL;
  uint64_t all = 0;
  uint64_t nul = 0;
  for (size_t block = 0; block < blocks; block++, text += 64) {
    AshiMasks found = {0, 0, 0, 0};
    for (int part = 0; part < 8; part++) {
      const uint64_t word = load(text + 8 * part);
      const int shift = 8 * part;
      found.delimiter |= equal_bytes(word, ones * delimiter) << shift;
      found.line_feed |= equal_bytes(word, ones * 0x0A) << shift;
      found.quote |= equal_bytes(word, ones * quote) << shift;
      found.carriage_return |= equal_bytes(word, ones * 0x0D) << shift;
      all |= word;
      nul |= equal_bytes(word, 0);
    }
    masks[block] = found;
  }
  return (all & (ones * 0x80) ? ASHI_SAW_HIGH : 0) | (nul ? ASHI_SAW_NUL : 0);
}

#if defined(__x86_64__)

#include <immintrin.h>

static uint64_t bits_sse2(const __m128i part[4], __m128i wanted) {
  const uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part[0], wanted));
  const uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part[1], wanted));
  const uint64_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part[2], wanted));
  const uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part[3], wanted));
  return a | b << 16 | c << 32 | d << 48;
}

static uint32_t find_sse2(const uint8_t *text, size_t blocks, uint8_t delimiter, uint8_t quote,
                          AshiMasks *masks) {
  const __m128i one = _mm_set1_epi8((char)delimiter);
  const __m128i two = _mm_set1_epi8(0x0A);
  const __m128i three = _mm_set1_epi8((char)quote);
  const __m128i four = _mm_set1_epi8(0x0D);
  __m128i all = _mm_setzero_si128();
  __m128i least = _mm_set1_epi8((char)0xFF);
  for (size_t block = 0; block < blocks; block++, text += 64) {
    __m128i part[4];
    for (int index = 0; index < 4; index++) {
      part[index] = _mm_loadu_si128((const __m128i *)(text + 16 * index));
      all = _mm_or_si128(all, part[index]);
      least = _mm_min_epu8(least, part[index]);
    }
    masks[block].delimiter = bits_sse2(part, one);
    masks[block].line_feed = bits_sse2(part, two);
    masks[block].quote = bits_sse2(part, three);
    masks[block].carriage_return = bits_sse2(part, four);
  }
  const int nul = _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128()));
  return (_mm_movemask_epi8(all) ? ASHI_SAW_HIGH : 0) | (nul ? ASHI_SAW_NUL : 0);
}

__attribute__((target("avx2"))) static uint64_t bits_avx2(__m256i low, __m256i high,
                                                          __m256i wanted) {
  const uint64_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  const uint64_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return a | b << 32;
}

__attribute__((target("avx2"))) static uint32_t find_avx2(const uint8_t *text, size_t blocks,
                                                          uint8_t delimiter, uint8_t quote,
                                                          AshiMasks *masks) {
  const __m256i one = _mm256_set1_epi8((char)delimiter);
  const __m256i two = _mm256_set1_epi8(0x0A);
  const __m256i three = _mm256_set1_epi8((char)quote);
  const __m256i four = _mm256_set1_epi8(0x0D);
  __m256i all = _mm256_setzero_si256();
  __m256i least = _mm256_set1_epi8((char)0xFF);
  for (size_t block = 0; block < blocks; block++, text += 64) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)text);
    const __m256i high = _mm256_loadu_si256((const __m256i *)(text + 32));
    all = _mm256_or_si256(all, _mm256_or_si256(low, high));
    least = _mm256_min_epu8(least, _mm256_min_epu8(low, high));
    masks[block].delimiter = bits_avx2(low, high, one);
    masks[block].line_feed = bits_avx2(low, high, two);
    masks[block].quote = bits_avx2(low, high, three);
    masks[block].carriage_return = bits_avx2(low, high, four);
  }
  const int nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256()));
  return (_mm256_movemask_epi8(all) ? ASHI_SAW_HIGH : 0) | (nul ? ASHI_SAW_NUL : 0);
}

#elif defined(__aarch64__)

#include <arm_neon.h>

static uint64_t bits_neon(const uint8x16_t part[4], uint8x16_t wanted) {
  const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t a = vandq_u8(vceqq_u8(part[0], wanted), weights);
  const uint8x16_t b = vandq_u8(vceqq_u8(part[1], wanted), weights);
  const uint8x16_t c = vandq_u8(vceqq_u8(part[2], wanted), weights);
  const uint8x16_t d = vandq_u8(vceqq_u8(part[3], wanted), weights);
  uint8x16_t sum = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

static uint32_t find_neon(const uint8_t *text, size_t blocks, uint8_t delimiter, uint8_t quote,
                          AshiMasks *masks) {
  const uint8x16_t one = vdupq_n_u8(delimiter);
  const uint8x16_t two = vdupq_n_u8(0x0A);
  const uint8x16_t three = vdupq_n_u8(quote);
  const uint8x16_t four = vdupq_n_u8(0x0D);
  uint8x16_t all = vdupq_n_u8(0);
  uint8x16_t least = vdupq_n_u8(0xFF);
  for (size_t block = 0; block < blocks; block++, text += 64) {
    uint8x16_t part[4];
    for (int index = 0; index < 4; index++) {
      part[index] = vld1q_u8(text + 16 * index);
      all = vorrq_u8(all, part[index]);
      least = vminq_u8(least, part[index]);
    }
    masks[block].delimiter = bits_neon(part, one);
    masks[block].line_feed = bits_neon(part, two);
    masks[block].quote = bits_neon(part, three);
    masks[block].carriage_return = bits_neon(part, four);
  }
  return (vmaxvq_u8(all) >= 0x80 ? ASHI_SAW_HIGH : 0) |
         (vminvq_u8(least) == 0 ? ASHI_SAW_NUL : 0);
}

#endif

int ashi_scan_level(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") ? ASHI_SCAN_AVX2 : ASHI_SCAN_SSE2;
#elif defined(__aarch64__)
  return ASHI_SCAN_NEON;
#else
  return ASHI_SCAN_PORTABLE;
#endif
}

uint32_t ashi_find_masks(int level, const uint8_t *text, size_t blocks, uint8_t delimiter,
                         uint8_t quote, AshiMasks *masks) {
#if defined(__x86_64__)
  if (level == ASHI_SCAN_AVX2) return find_avx2(text, blocks, delimiter, quote, masks);
  if (level == ASHI_SCAN_SSE2) return find_sse2(text, blocks, delimiter, quote, masks);
#endif
#if defined(__aarch64__)
  if (level == ASHI_SCAN_NEON) return find_neon(text, blocks, delimiter, quote, masks);
#endif
  (void)level;
  return find_portable(text, blocks, delimiter, quote, masks);
}
