// Dealing out scratch memory.

#ifndef FOVEA_WORKSPACE_H
#define FOVEA_WORKSPACE_H

#include "include/scratch.h"

#include <stdbool.h>
#include <stdint.h>

enum { cache_line = 64, small_scratch = 16384 };

// A block that is dealt out in parts, each on a cache line of its own. Without a block it only counts.
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

// The memory for a kernel that needs `bytes`: its own, of small_scratch bytes, or the caller's. Null, and the caller is
// told, where neither is enough.
static inline void *scratch_for(size_t bytes, void *own, fovea_scratch *scratch) {
  if (bytes <= small_scratch) return own;
  if (scratch->memory && scratch->bytes >= bytes) return scratch->memory;
  scratch->bytes = bytes;
  return NULL;
}

static inline fovea_outcome outcome(bool finished) { return finished ? fovea_finished : fovea_cancelled; }

#endif
