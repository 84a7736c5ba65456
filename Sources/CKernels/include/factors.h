#ifndef FOVEA_FACTORS_H
#define FOVEA_FACTORS_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include "scratch.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Matrices are contiguous, row after row.

// Some columns of P·A = L·U for a square matrix, in place: L below the diagonal, whose ones are not kept, U from the diagonal
// on. The columns to the left are done; those to the right get their rows exchanged, and rows `first` to `first + width`
// become those of U. What remains is to add `negated` times these to the rows below.
typedef struct {
  size_t extent, first, width;
  void *_Nonnull a;
  // For each of the columns, by its index in the matrix, the row that was exchanged with the one of that index.
  int64_t *_Nonnull exchanged;
  // −L of the rows below: (extent − first − width) × width.
  void *_Nonnull negated;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_lu_call;

// Some rows of the solution x of L·x = b, or of U·x = b where `upper`, in place of b: those of L from the first row on, those
// of U from the last one up. What is known of x has been taken away from b. What remains is to add the factors of the other
// rows times `negated` to them.
typedef struct {
  size_t extent, first, width;
  const void *_Nonnull factors;
  bool upper;
  size_t columns;
  void *_Nonnull x;
  // −x of these rows: width × columns.
  void *_Nonnull negated;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_triangle_call;

// False where the cancellation flag was raised; what was written is not to be used.
bool fovea_lu_columns(fovea_level level, fovea_element element, const fovea_lu_call *_Nonnull call);
bool fovea_triangle_rows(fovea_level level, fovea_element element, const fovea_triangle_call *_Nonnull call);

// A = U·diag(s)·V for a matrix with at least as many rows as columns, and at least one.
typedef struct {
  size_t rows, columns;
  // Finite numbers; overwritten.
  void *_Nonnull a;
  // The transposed U, columns × rows; the singular values, largest first; V, columns × columns.
  void *_Nonnull u, *_Nonnull s, *_Nonnull v;
  // Whether the iteration came to its end, as it does but for the strangest numbers.
  bool converged;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_svd_call;

fovea_outcome fovea_svd(
    fovea_level level, fovea_element element, fovea_svd_call *_Nonnull call, fovea_scratch *_Nonnull scratch);

#endif
