#ifndef FOVEA_MATMUL_H
#define FOVEA_MATMUL_H

#include "cancel.h"
#include "level.h"
#include <stdbool.h>
#include <stddef.h>

// c += a · b, for a of rows × depth, b of depth × columns, c of rows × columns.
//
// Steps count elements between neighbours down a column and along a row, so a transposed matrix is the same memory with
// its two steps exchanged. The rows of c are contiguous. None of the three may overlap another.
typedef struct {
  size_t rows, columns, depth;
  ptrdiff_t a_down, a_along;
  ptrdiff_t b_down, b_along;
  ptrdiff_t c_down;
} fovea_matmul_shape;

// Bytes of scratch memory that a product of this shape needs at a level; 0 for small ones.
size_t fovea_matmul_f32_scratch(fovea_level level, const fovea_matmul_shape *_Nonnull shape);
size_t fovea_matmul_f64_scratch(fovea_level level, const fovea_matmul_shape *_Nonnull shape);

// The product at a level that the machine has, with as much scratch memory as it asks for. False when the cancel word
// was raised; c is not to be used then.
bool fovea_matmul_f32(
    fovea_level level, const fovea_matmul_shape *_Nonnull shape, const float *_Nonnull a, const float *_Nonnull b,
    float *_Nonnull c, void *_Nullable scratch, const fovea_cancel_word *_Nullable cancel);
bool fovea_matmul_f64(
    fovea_level level, const fovea_matmul_shape *_Nonnull shape, const double *_Nonnull a, const double *_Nonnull b,
    double *_Nonnull c, void *_Nullable scratch, const fovea_cancel_word *_Nullable cancel);

#endif
