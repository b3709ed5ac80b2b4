#ifndef C_BYTE_SCAN_H
#define C_BYTE_SCAN_H

#include <stddef.h>
#include <stdint.h>

/// Where some bytes stand in a block of 64, one bit a byte, lowest bit first.
typedef struct AshiMasks {
  uint64_t delimiter;
  uint64_t line_feed;
  uint64_t quote;
  uint64_t carriage_return;
} AshiMasks;

/// What occurs in the bytes looked at.
enum {
  /// A byte of 0x80 or more.
  ASHI_SAW_HIGH = 1,
  /// A NUL.
  ASHI_SAW_NUL = 2
};

/// Which instructions are used.
enum { ASHI_SCAN_PORTABLE = 0, ASHI_SCAN_SSE2 = 1, ASHI_SCAN_AVX2 = 2, ASHI_SCAN_NEON = 3 };

/// The best that this processor has.
int ashi_scan_level(void);

/// Fills `masks` for `blocks` blocks of 64 bytes at `text`, all of them readable; returns what occurs
/// in them. Every level gives the same masks.
uint32_t ashi_find_masks(int level, const uint8_t *text, size_t blocks, uint8_t delimiter,
                         uint8_t quote, AshiMasks *masks);

#endif
