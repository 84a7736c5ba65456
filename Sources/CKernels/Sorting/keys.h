// Unsigned numbers in the order of the elements that they stand for.

#ifndef FOVEA_KEYS_H
#define FOVEA_KEYS_H

#include "include/sort.h"
#include <string.h>

// Of the bits of a floating-point number: below 0 they count down, so they are turned round. Not-a-number is the largest.
static inline uint32_t key_of_f32(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  if (x != x) return UINT32_MAX;
  return bits >> 31 ? ~bits : bits | (uint32_t)1 << 31;
}

static inline uint64_t key_of_f64(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  if (x != x) return UINT64_MAX;
  return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static inline uint64_t key_of_i64(int64_t x) { return (uint64_t)x ^ (uint64_t)1 << 63; }

// The largest key is that of not-a-number, and so are the bits that it gives.
static inline float f32_of_key(uint32_t key) {
  const uint32_t bits = key >> 31 ? key & ~((uint32_t)1 << 31) : ~key;
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static inline double f64_of_key(uint64_t key) {
  const uint64_t bits = key >> 63 ? key & ~((uint64_t)1 << 63) : ~key;
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static inline int64_t i64_of_key(uint64_t key) { return (int64_t)(key ^ (uint64_t)1 << 63); }

#endif
