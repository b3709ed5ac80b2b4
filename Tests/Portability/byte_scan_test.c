// What the scan of ashi finds, byte by byte: every way of comparing that this processor has must find
// the same. A program of its own, so that it can be built and run for another processor.

#include "CByteScan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_blocks = 40 };

static uint64_t state = 7;

static uint32_t next_random(void) {
  state = state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (uint32_t)(state >> 33);
}

static uint32_t find_slowly(const uint8_t *text, size_t blocks, AshiMasks *masks) {
  uint32_t seen = 0;
  memset(masks, 0, blocks * sizeof *masks);
  for (size_t at = 0; at < 64 * blocks; at++) {
    const uint64_t bit = 1ULL << (at % 64);
    AshiMasks *found = masks + at / 64;
    if (text[at] == ',') found->delimiter |= bit;
    if (text[at] == '\n') found->line_feed |= bit;
    if (text[at] == '"') found->quote |= bit;
    if (text[at] == '\r') found->carriage_return |= bit;
    if (text[at] >= 0x80) seen |= ASHI_SAW_HIGH;
    if (text[at] == 0) seen |= ASHI_SAW_NUL;
  }
  return seen;
}

int main(void) {
  // Bytes that matter, their neighbours, and those that differ from them in the top bit.
  static const uint8_t bytes[] = {',', '\n', '"', '\r', '-', 0x0B, '#', 0x0C, 0xAC, 0x8A, 1, 0x7F, 0x80, 0, 'a'};
  static uint8_t text[64 * most_blocks + 1];
  static AshiMasks expected[most_blocks], found[most_blocks];
  const int best = ashi_scan_level();
  const int levels[] = {ASHI_SCAN_PORTABLE, best == ASHI_SCAN_AVX2 ? ASHI_SCAN_SSE2 : best, best};
  for (int round = 0; round < 20000; round++) {
    const size_t blocks = 1 + next_random() % most_blocks;
    // In half of the rounds neither a NUL nor a high byte, so that not seeing one is tested too.
    const uint32_t kinds = round % 2 ? 8 : sizeof bytes;
    uint8_t *start = text + round % 2;
    for (size_t at = 0; at < 64 * blocks; at++) start[at] = bytes[next_random() % kinds];
    const uint32_t seen = find_slowly(start, blocks, expected);
    for (size_t level = 0; level < sizeof levels / sizeof *levels; level++) {
      memset(found, 0xFF, sizeof found);
      const uint32_t saw = ashi_find_masks(levels[level], start, blocks, ',', '"', found);
      if (saw != seen || memcmp(found, expected, blocks * sizeof *found) != 0) {
        printf("level %d differs in round %d\n", levels[level], round);
        return EXIT_FAILURE;
      }
    }
  }
  printf("levels 0 to %d find the same in 20000 texts\n", best);
  return EXIT_SUCCESS;
}
