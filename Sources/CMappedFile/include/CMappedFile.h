#ifndef C_MAPPED_FILE_H
#define C_MAPPED_FILE_H

#include <stddef.h>

/// Watches over a mapped file: should another program cut the file short, the pages that are lost
/// read as zeros from then on, and `ashi_guard_was_hit` says so, where the system would end the
/// process (SIGBUS).
///
/// Returns the number of the guard, or -1 where there are too many.
int ashi_guard_begin(const void *start, size_t length);

/// Whether a page of the mapping was lost.
int ashi_guard_was_hit(int guard);

/// Ends a guard, before the mapping is taken down.
void ashi_guard_end(int guard);

#endif
