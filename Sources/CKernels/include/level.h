#ifndef FOVEA_LEVEL_H
#define FOVEA_LEVEL_H

#include <stdbool.h>

// What the CPU's vector units can do. Each kernel exists once for every level; which one runs is settled at run time.
typedef enum {
  fovea_level_baseline, // what the compiler may assume: SSE2 on x86-64, portable code elsewhere
  fovea_level_avx2,     // AVX2 and FMA
  fovea_level_avx512,   // AVX-512F
} fovea_level;

enum { fovea_level_count = 3 };

// Whether this machine can run the level.
bool fovea_level_is_available(fovea_level level);

// The level in use: at first the best that is available.
fovea_level fovea_kernels_level(void);

// Uses another level from now on, in all threads. False, and nothing changes, where the machine lacks it.
bool fovea_kernels_select(fovea_level level);

#endif
