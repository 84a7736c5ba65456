#include "include/normalization.h"

#include "Reductions/reduction_cut.h"
#include "include/pool.h"

#include <string.h>

// Normalisation of lines, and its gradient. Long lines are cut into pieces, short ones taken together; the sums of
// pieces are added in their order, so that they are the same with any number of threads.

typedef struct {
  const fovea_normalization_call *call;
  fovea_normalization_pass pass;
  // Elements of a piece, pieces of a line, lines of a task.
  size_t piece, pieces, group;
  size_t tasks;
  // [lines][pieces][2].
  double *partial;
  atomic_bool cancelled;
} lines_job;

// Columns are the places among the weights; rows are [lines / period].
typedef struct {
  const fovea_normalization_call *call;
  size_t rows, columns;
  // Rows of a piece, and pieces of all rows; columns of a part, and parts of all columns.
  size_t piece, pieces, part, parts;
  // [pieces][2][columns].
  double *partial;
  atomic_bool cancelled;
} columns_job;

#define TEMPLATE "Normalization/normalization_templates.h"
#include "Levels/each_level.h"

static const fovea_task lines_table[][2] = AT_EACH_LEVEL(lines_task);
static const fovea_task columns_table[][2] = AT_EACH_LEVEL(columns_task);

static lines_job plan_lines(
    const fovea_normalization_call *call, fovea_normalization_pass pass, scratch_layout *layout) {
  lines_job job = {.call = call, .pass = pass, .piece = even_piece(call->length, elements_of_piece)};
  job.pieces = (call->length + job.piece - 1) / job.piece;
  job.group = job.pieces > 1 ? 1 : 1 + elements_of_piece / call->length;
  job.tasks = (call->lines + job.group - 1) / job.group * job.pieces;
  if (pass == fovea_normalize_sums && job.pieces > 1)
    job.partial = scratch_take(layout, call->lines * job.pieces * 2 * sizeof(double));
  return job;
}

static columns_job plan_columns(const fovea_normalization_call *call, scratch_layout *layout) {
  columns_job job = {.call = call, .rows = call->lines / call->period, .columns = call->period * call->length};
  job.part = at_most(job.columns, most_columns);
  job.parts = (job.columns + job.part - 1) / job.part;
  job.piece = even_piece(job.rows, elements_of_piece / job.part);
  job.pieces = (job.rows + job.piece - 1) / job.piece;
  job.partial = scratch_take(layout, job.pieces * 2 * job.columns * sizeof(double));
  return job;
}

static void add_line_pieces(const lines_job *job) {
  for (size_t line = 0; line < job->call->lines; line++) {
    const double *partial = job->partial + line * job->pieces * 2;
    double *sums = job->call->sums + 2 * line;
    sums[0] = sums[1] = 0;
    for (size_t piece = 0; piece < job->pieces; piece++)
      for (size_t i = 0; i < 2; i++) sums[i] += partial[2 * piece + i];
  }
}

static void add_column_pieces(const columns_job *job) {
  double *sums = job->call->sums;
  memcpy(sums, job->partial, 2 * job->columns * sizeof(double));
  for (size_t piece = 1; piece < job->pieces; piece++)
    for (size_t i = 0; i < 2 * job->columns; i++) sums[i] += job->partial[piece * 2 * job->columns + i];
}

fovea_outcome fovea_normalization(fovea_level level, fovea_element element, fovea_normalization_pass pass,
    const fovea_normalization_call *call, fovea_scratch *scratch) {
  char own[small_scratch];
  const bool by_columns = pass == fovea_normalize_columns;
  scratch_layout sizes = {0};
  if (by_columns)
    plan_columns(call, &sizes);
  else
    plan_lines(call, pass, &sizes);
  void *memory = scratch_for(scratch_size(&sizes), own, scratch);
  if (!memory) return fovea_needs_scratch;
  scratch_layout layout = {.start = memory};
  const size_t threads = threads_for(8 * (double)call->lines * (double)call->length, call->threads);
  if (by_columns) {
    columns_job job = plan_columns(call, &layout);
    fovea_pool_run(job.pieces * job.parts, threads, columns_table[level][element], &job);
    if (!job.cancelled) add_column_pieces(&job);
    return outcome(!job.cancelled);
  }
  lines_job job = plan_lines(call, pass, &layout);
  fovea_pool_run(job.tasks, threads, lines_table[level][element], &job);
  if (!job.cancelled && job.partial) add_line_pieces(&job);
  return outcome(!job.cancelled);
}
