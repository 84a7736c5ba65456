#include "include/factors.h"

#include "Factors/bidiagonal_steps.h"
#include "Tiles/plan.h"
#include "Tiles/workspace.h"

#include <float.h>
#include <math.h>

// Factors of matrices: L·U by blocks of columns, whose products the caller makes with the matrix kernel; and U·S·V.

#define TEMPLATE "Factors/factors_templates.h"
#include "Levels/each_level.h"

typedef bool (*lu_function)(const fovea_lu_call *);
typedef bool (*triangle_function)(const fovea_triangle_call *);
typedef bool (*svd_function)(fovea_svd_call *, svd_work *);
static const lu_function lu_table[][2] = AT_EACH_LEVEL(lu_columns);
static const triangle_function triangle_table[][2] = AT_EACH_LEVEL(triangle_rows);
static const svd_function svd_table[][2] = AT_EACH_LEVEL(svd);

bool fovea_lu_columns(fovea_level level, fovea_element element, const fovea_lu_call *call) {
  return lu_table[level][element](call);
}

bool fovea_triangle_rows(fovea_level level, fovea_element element, const fovea_triangle_call *call) {
  return triangle_table[level][element](call);
}

static svd_work lay_out_svd(const fovea_svd_call *call, scratch_layout *layout) {
  const size_t m = call->rows, n = call->columns;
  return (svd_work){
      .rows = m,
      .columns = n,
      .a = call->a,
      .u = call->u,
      .v = call->v,
      .diagonal = scratch_take(layout, n * sizeof(double)),
      .above = scratch_take(layout, n * sizeof(double)),
      .line = scratch_take(layout, m * sizeof(double)),
      .sums = scratch_take(layout, n * sizeof(double)),
      .left = scratch_take(layout, n * sizeof(double)),
      .right = scratch_take(layout, n * sizeof(double)),
      .of_u = scratch_take(layout, n * sizeof(svd_rotation)),
      .of_v = scratch_take(layout, n * sizeof(svd_rotation)),
      .cancel = call->cancel,
  };
}

fovea_outcome fovea_svd(fovea_level level, fovea_element element, fovea_svd_call *call, fovea_scratch *scratch) {
  char own[small_scratch];
  scratch_layout sizes = {0};
  lay_out_svd(call, &sizes);
  void *memory = scratch_for(scratch_size(&sizes), own, scratch);
  if (!memory) return fovea_needs_scratch;
  scratch_layout layout = {.start = memory};
  svd_work work = lay_out_svd(call, &layout);
  return outcome(svd_table[level][element](call, &work));
}
