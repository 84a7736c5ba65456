#include "include/affine_grid.h"

#include "Tiles/plan.h"
#include "Tiles/workspace.h"
#include "include/pool.h"

#include <stdatomic.h>
#include <string.h>

// The columns' coordinates are computed once; a unit of work is a block of one grid's rows.

enum { most_lanes = 16, points_of_unit = 4096 };

typedef struct {
  const fovea_affine_grid_call *call;
  size_t block, blocks;
  double *columns, *parts;
  atomic_bool cancelled;
} grid_work;

static double grid_coordinate(size_t index, size_t count, bool aligns_corners) {
  const double from_centre = 2 * (double)index - (double)(count - 1);
  if (!aligns_corners) return from_centre / (double)count;
  return count == 1 ? 0 : from_centre / (double)(count - 1);
}

static grid_work grid_layout(const fovea_affine_grid_shape *shape, scratch_layout *layout) {
  grid_work work = {.block = even_piece(shape->rows, (points_of_unit + shape->columns - 1) / shape->columns)};
  work.blocks = (shape->rows + work.block - 1) / work.block;
  work.columns = scratch_take(layout, (shape->columns + most_lanes) * sizeof(double));
  work.parts = scratch_take(layout, 6 * shape->thetas * work.blocks * sizeof(double));
  return work;
}

static bool grid_is_cancelled(grid_work *work) {
  if (is_raised(work->call->cancel)) atomic_store_explicit(&work->cancelled, true, memory_order_relaxed);
  return atomic_load_explicit(&work->cancelled, memory_order_relaxed);
}

// Whether to stop before a column; looked at now and then, for a single row may be very long.
static bool grid_stops(grid_work *work, size_t column) {
  return column % points_of_unit == 0 && grid_is_cancelled(work);
}

static grid_work grid_work_of(const fovea_affine_grid_call *call, void *scratch) {
  const fovea_affine_grid_shape *shape = &call->shape;
  scratch_layout layout = {.start = scratch};
  grid_work work = grid_layout(shape, &layout);
  work.call = call;
  for (size_t c = 0; c < shape->columns && !grid_stops(&work, c); c++)
    work.columns[c] = grid_coordinate(c, shape->columns, shape->aligns_corners);
  memset(work.columns + shape->columns, 0, most_lanes * sizeof(double));
  return work;
}

static size_t grid_threads(const fovea_affine_grid_call *call) {
  const fovea_affine_grid_shape *shape = &call->shape;
  return threads_for(10.0 * (double)(shape->thetas * shape->rows) * (double)shape->columns, call->threads);
}

#define TEMPLATE "Sampling/affine_grid_templates.h"
#include "Levels/each_level.h"

typedef bool (*grid_function)(const fovea_affine_grid_call *, void *);
static const grid_function grid_table[][2] = AT_EACH_LEVEL(affine_grid);
static const grid_function gradient_table[][2] = AT_EACH_LEVEL(affine_grid_gradient);

static fovea_outcome run(grid_function function, const fovea_affine_grid_call *call, fovea_scratch *scratch) {
  char own[small_scratch];
  scratch_layout layout = {0};
  grid_layout(&call->shape, &layout);
  void *memory = scratch_for(scratch_size(&layout), own, scratch);
  return memory ? outcome(function(call, memory)) : fovea_needs_scratch;
}

fovea_outcome fovea_affine_grid(
    fovea_level level, fovea_element element, const fovea_affine_grid_call *call, fovea_scratch *scratch) {
  return run(grid_table[level][element], call, scratch);
}

fovea_outcome fovea_affine_grid_gradient(
    fovea_level level, fovea_element element, const fovea_affine_grid_call *call, fovea_scratch *scratch) {
  return run(gradient_table[level][element], call, scratch);
}
