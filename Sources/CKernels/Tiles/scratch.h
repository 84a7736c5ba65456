// Dealing out a block of scratch memory, each part on a cache line of its own. Without a block it only counts.

#ifndef FOVEA_SCRATCH_H
#define FOVEA_SCRATCH_H

#include <stddef.h>
#include <stdint.h>

enum { cache_line = 64 };

typedef struct {
  // Any address; the first part begins at the next cache line.
  void *start;
  size_t used;
} scratch_layout;

static inline void *scratch_take(scratch_layout *layout, size_t bytes) {
  const uintptr_t first = ((uintptr_t)layout->start + cache_line - 1) / cache_line * cache_line;
  void *result = layout->start ? (void *)(first + layout->used) : NULL;
  layout->used += (bytes + cache_line - 1) / cache_line * cache_line;
  return result;
}

// What a caller has to provide for a layout of so many bytes.
static inline size_t scratch_size(const scratch_layout *layout) { return layout->used + cache_line; }

#endif
