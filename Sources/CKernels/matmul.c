#include "matmul.h"
#include <stdint.h>
#include <string.h>

// Matrix products after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): blocks of both
// matrices are copied into panels that fit the caches, and a tile of c stays in registers while a panel goes by. Each
// tile fills the level's vector registers: 16, or 32 with AVX-512.

#define JOINED(part, suffix, level) part##_##suffix##_##level
#define EXPANDED(part, suffix, level) JOINED(part, suffix, level)
#define NAME(part) EXPANDED(part, SUFFIX, LEVEL)

#define LEVEL baseline
#define TARGET
#define VECTOR_BYTES 16
#define TILE_ROWS 4
#define ELEMENT float
#define SUFFIX f32
#include "matmul_template.h"
#define ELEMENT double
#define SUFFIX f64
#include "matmul_template.h"
#undef LEVEL
#undef TARGET
#undef VECTOR_BYTES
#undef TILE_ROWS

#if defined(__x86_64__)

#define LEVEL avx2
#define TARGET __attribute__((target("avx2,fma")))
#define VECTOR_BYTES 32
#define TILE_ROWS 6
#define ELEMENT float
#define SUFFIX f32
#include "matmul_template.h"
#define ELEMENT double
#define SUFFIX f64
#include "matmul_template.h"
#undef LEVEL
#undef TARGET
#undef VECTOR_BYTES
#undef TILE_ROWS

#define LEVEL avx512
#define TARGET __attribute__((target("avx512f,avx2,fma")))
#define VECTOR_BYTES 64
#define TILE_ROWS 14
#define ELEMENT float
#define SUFFIX f32
#include "matmul_template.h"
#define ELEMENT double
#define SUFFIX f64
#include "matmul_template.h"

#endif

typedef struct {
  size_t (*f32_scratch)(const fovea_matmul_shape *);
  size_t (*f64_scratch)(const fovea_matmul_shape *);
  bool (*f32)(
      const fovea_matmul_shape *, const float *, const float *, float *, void *, const fovea_cancel_word *);
  bool (*f64)(
      const fovea_matmul_shape *, const double *, const double *, double *, void *, const fovea_cancel_word *);
} kernels;

#define KERNELS(level) {scratch_f32_##level, scratch_f64_##level, matmul_f32_##level, matmul_f64_##level}

static const kernels table[fovea_level_count] = {
    [fovea_level_baseline] = KERNELS(baseline),
#if defined(__x86_64__)
    [fovea_level_avx2] = KERNELS(avx2),
    [fovea_level_avx512] = KERNELS(avx512),
#endif
};

// The same shape, or, where a is a single row, that of the transposed product: a matrix times a vector.
static bool turned(const fovea_matmul_shape *s, fovea_matmul_shape *result) {
  *result = *s;
  if (s->rows != 1 || s->columns == 1) return false;
  result->rows = s->columns;
  result->columns = 1;
  result->a_down = s->b_along;
  result->a_along = s->b_down;
  result->b_down = s->a_along;
  result->b_along = s->a_down;
  result->c_down = 1;
  return true;
}

size_t fovea_matmul_f32_scratch(fovea_level level, const fovea_matmul_shape *shape) {
  fovea_matmul_shape s;
  turned(shape, &s);
  return table[level].f32_scratch(&s);
}

size_t fovea_matmul_f64_scratch(fovea_level level, const fovea_matmul_shape *shape) {
  fovea_matmul_shape s;
  turned(shape, &s);
  return table[level].f64_scratch(&s);
}

bool fovea_matmul_f32(
    fovea_level level, const fovea_matmul_shape *shape, const float *a, const float *b, float *c, void *scratch,
    const fovea_cancel_word *cancel) {
  fovea_matmul_shape s;
  return turned(shape, &s) ? table[level].f32(&s, b, a, c, scratch, cancel)
                           : table[level].f32(&s, a, b, c, scratch, cancel);
}

bool fovea_matmul_f64(
    fovea_level level, const fovea_matmul_shape *shape, const double *a, const double *b, double *c,
    void *scratch, const fovea_cancel_word *cancel) {
  fovea_matmul_shape s;
  return turned(shape, &s) ? table[level].f64(&s, b, a, c, scratch, cancel)
                           : table[level].f64(&s, a, b, c, scratch, cancel);
}
