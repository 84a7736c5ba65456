#include "include/level.h"

#include <stdatomic.h>

bool fovea_level_is_available(fovea_level level) {
#if defined(__x86_64__)
  switch (level) {
  case fovea_level_baseline: return true;
  case fovea_level_avx2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  case fovea_level_avx512: return __builtin_cpu_supports("avx512f") && fovea_level_is_available(fovea_level_avx2);
  }
  return false;
#else
  return level == fovea_level_baseline;
#endif
}

static fovea_level starting_level(void) {
  int level = fovea_level_avx512;
  while (!fovea_level_is_available((fovea_level)level)) level--;
  return (fovea_level)level;
}

// The level in use, plus one; 0 until somebody asks. Two threads that ask at once find the same answer.
static atomic_int chosen;

fovea_level fovea_kernels_level(void) {
  int known = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (known != 0) return (fovea_level)(known - 1);
  int unknown = 0;
  atomic_compare_exchange_strong(&chosen, &unknown, (int)starting_level() + 1);
  return (fovea_level)(atomic_load_explicit(&chosen, memory_order_relaxed) - 1);
}

bool fovea_kernels_select(fovea_level level) {
  if (!fovea_level_is_available(level)) return false;
  atomic_store(&chosen, (int)level + 1);
  return true;
}
