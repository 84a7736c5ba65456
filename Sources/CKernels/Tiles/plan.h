// Small things that all kernels use to plan their work.

#ifndef FOVEA_PLAN_H
#define FOVEA_PLAN_H

#include "include/cancel.h"
#include <stdbool.h>
#include <stddef.h>

static inline size_t at_most(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t rounded_up(size_t a, size_t unit) { return (a + unit - 1) / unit * unit; }

// The size of the pieces when `total` is cut into as few of at most `largest` as it takes, all of nearly the same size.
static inline size_t even_piece(size_t total, size_t largest) {
  const size_t pieces = (total + largest - 1) / largest;
  return (total + pieces - 1) / pieces;
}

static inline bool is_raised(const fovea_cancel_word *word) { return word && fovea_cancel_is_raised(word); }

// Below some 20 µs of work the other threads are not worth waking.
static inline size_t threads_for(double multiplications, size_t threads) {
  return multiplications < 5e5 ? 1 : threads;
}

#endif
