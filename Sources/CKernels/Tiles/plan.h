// Small things that all kernels use to plan their work.

#ifndef FOVEA_PLAN_H
#define FOVEA_PLAN_H

#include "include/cancel.h"
#include <stdbool.h>
#include <stddef.h>

static inline size_t at_most(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t at_least(size_t a, size_t b) { return a > b ? a : b; }
static inline size_t rounded_up(size_t a, size_t unit) { return (a + unit - 1) / unit * unit; }

// The size of the pieces when `total` is cut into as few of at most `largest` as it takes, all of nearly the same size.
static inline size_t even_piece(size_t total, size_t largest) {
  if (total == 0) return 1;
  const size_t pieces = (total + largest - 1) / largest;
  return (total + pieces - 1) / pieces;
}

static inline bool is_raised(const fovea_cancel_flag *word) { return word && fovea_cancel_is_raised(word); }

// Multiplications that take some 10 µs; below that the other threads are not worth waking.
static const double work_for_threads = 5e5;

static inline size_t threads_for(double multiplications, size_t threads) {
  return multiplications < work_for_threads ? 1 : threads;
}

// Makes what was written past the caches visible to other threads before anything that is written after it.
static inline void stores_are_seen(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#endif
}

#endif
