// How the elements of a sum are cut into pieces: by their shape alone, so that sums do not depend on who made them.

#ifndef FOVEA_SUMS_PLAN_H
#define FOVEA_SUMS_PLAN_H

#include "Tiles/plan.h"
#include "Tiles/workspace.h"
#include "include/sums.h"

#include <stdatomic.h>

// So many elements are a task; of longer rows, so many columns are summed at once.
enum { elements_of_piece = 1 << 15, most_columns = 1024 };

// Rows are [outer][inner]; columns lie side by side. A task is some of the rows of one part of the columns of one kept
// index, or of several kept indices with all their rows.
typedef struct {
  const fovea_sums_call *call;
  // Rows of a piece, and pieces of all rows.
  size_t piece, pieces;
  // Columns of a part, and parts of all columns.
  size_t part, parts;
  // Kept indices of a task.
  size_t group;
  size_t tasks;
  // [kept][piece][columns].
  double *partial;
  atomic_bool cancelled;
} sums_job;

static inline sums_job sums_plan(const fovea_sums_shape *s, scratch_layout *layout) {
  sums_job job = {.part = at_most(s->columns, most_columns)};
  const size_t rows = s->outer * s->inner, most_rows = elements_of_piece / job.part;
  job.parts = (s->columns + job.part - 1) / job.part;
  job.piece = even_piece(rows, most_rows);
  job.pieces = (rows + job.piece - 1) / job.piece;
  job.group = job.pieces > 1 || job.parts > 1 ? 1 : 1 + elements_of_piece / (rows * s->columns);
  job.tasks = (s->kept + job.group - 1) / job.group * job.pieces * job.parts;
  job.partial = scratch_take(layout, s->kept * job.pieces * s->columns * sizeof(double));
  return job;
}

#endif
