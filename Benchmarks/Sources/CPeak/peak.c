#include "peak.h"
#include "threads.h"

// So many independent chains hide the latency of a multiply-add (4 cycles, two of them begun in each) and fit, with
// two more vectors, the 16 registers of AVX2.
enum { PEAK_CHAINS = 12 };

#define JOINED(part, suffix, level) part##_##suffix##_##level
#define EXPANDED(part, suffix, level) JOINED(part, suffix, level)
#define NAME(part) EXPANDED(part, SUFFIX, LEVEL)

#define LEVEL baseline
#define TARGET
#define VECTOR_BYTES 16
#define ELEMENT float
#define SUFFIX f32
#include "peak_template.h"
#define ELEMENT double
#define SUFFIX f64
#include "peak_template.h"
#undef LEVEL
#undef TARGET
#undef VECTOR_BYTES

#if defined(__x86_64__)

#define LEVEL avx2
#define TARGET __attribute__((target("avx2,fma")))
#define VECTOR_BYTES 32
#define ELEMENT float
#define SUFFIX f32
#include "peak_template.h"
#define ELEMENT double
#define SUFFIX f64
#include "peak_template.h"
#undef LEVEL
#undef TARGET
#undef VECTOR_BYTES

#define LEVEL avx512
#define TARGET __attribute__((target("avx512f,avx2,fma")))
#define VECTOR_BYTES 64
#define ELEMENT float
#define SUFFIX f32
#include "peak_template.h"
#define ELEMENT double
#define SUFFIX f64
#include "peak_template.h"

#endif

bool peak_is_available(peak_level level) {
#if defined(__x86_64__)
  switch (level) {
  case peak_baseline: return true;
  case peak_avx2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  case peak_avx512: return __builtin_cpu_supports("avx512f") && peak_is_available(peak_avx2);
  }
  return false;
#else
  return level == peak_baseline;
#endif
}

static size_t vector_bytes(peak_level level) { return (size_t)16 << level; }

size_t peak_f32_operations(peak_level level) { return 2 * PEAK_CHAINS * vector_bytes(level) / sizeof(float); }

size_t peak_f64_operations(peak_level level) { return 2 * PEAK_CHAINS * vector_bytes(level) / sizeof(double); }

typedef struct {
  double (*turn)(size_t);
  size_t turns;
} peak_work;

static void multiply(void *context, size_t share, size_t shares) {
  (void)share, (void)shares;
  const peak_work *work = context;
  // Stored where the compiler must leave it, so that the work is done.
  volatile double total = work->turn(work->turns);
  (void)total;
}

static bool run(double (*turn)(size_t), size_t turns, size_t threads) {
  peak_work work = {turn, turns};
  return threads_run(multiply, &work, threads);
}

bool peak_f32(peak_level level, size_t turns, size_t threads) {
#if defined(__x86_64__)
  if (level == peak_avx512) return run(turn_f32_avx512, turns, threads);
  if (level == peak_avx2) return run(turn_f32_avx2, turns, threads);
#else
  (void)level;
#endif
  return run(turn_f32_baseline, turns, threads);
}

bool peak_f64(peak_level level, size_t turns, size_t threads) {
#if defined(__x86_64__)
  if (level == peak_avx512) return run(turn_f64_avx512, turns, threads);
  if (level == peak_avx2) return run(turn_f64_avx2, turns, threads);
#else
  (void)level;
#endif
  return run(turn_f64_baseline, turns, threads);
}
