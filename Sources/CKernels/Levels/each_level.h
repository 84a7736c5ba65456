// Includes TEMPLATE once for each CPU level and element type, with
//   ELEMENT       float or double
//   NAME(part)    a name of its own for each inclusion
//   VECTOR        as many elements as a vector register of the level holds, with their operators; LANES of them
//   INTEGERS      as many whole numbers of the same size: what comparisons give
//   DOUBLES       as many doubles
//   REGISTERS     how many vector registers the level has
// Functions of the template are compiled for the level's instructions. AT_EACH_LEVEL(part) afterwards is a table
// {f32, f64} by level.

#define JOINED(part, suffix, level) part##_##suffix##_##level
#define EXPANDED(part, suffix, level) JOINED(part, suffix, level)
#define NAME(part) EXPANDED(part, SUFFIX, LEVEL)

#define LEVEL baseline
#define VECTOR_BYTES 16
#define REGISTERS 16
#include "Levels/each_type.h"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LEVEL avx2
#define VECTOR_BYTES 32
#define REGISTERS 16
#include "Levels/each_type.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)
#define LEVEL avx512
#define VECTOR_BYTES 64
#define REGISTERS 32
#include "Levels/each_type.h"
#pragma clang attribute pop

#define AT_EACH_LEVEL(part) \
  { \
    {part##_f32_baseline, part##_f64_baseline}, {part##_f32_avx2, part##_f64_avx2}, { \
      part##_f32_avx512, part##_f64_avx512 \
    } \
  }

#else

#define AT_EACH_LEVEL(part) \
  { \
    { part##_f32_baseline, part##_f64_baseline } \
  }

#endif
