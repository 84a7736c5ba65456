// How the elements of a reduction are cut into pieces: by their shape alone, so that results do not depend on who made
// them.

#ifndef FOVEA_REDUCTION_CUT_H
#define FOVEA_REDUCTION_CUT_H

#include "Tiles/plan.h"
#include "Tiles/workspace.h"
#include "include/reduction.h"

#include <stdatomic.h>

// So many elements are a task; of longer rows, so many columns are taken at once.
enum { elements_of_piece = 1 << 15, most_columns = 1024 };

// Rows are [outer][inner]; columns lie side by side. A task is some of the rows of one part of the columns of one kept
// index, or of several kept indices with all their rows.
typedef struct {
  // Rows of a piece, and pieces of all rows.
  size_t piece, pieces;
  // Columns of a part, and parts of all columns.
  size_t part, parts;
  // Kept indices of a task.
  size_t group;
  size_t tasks;
} reduction_cut;

// What one task goes over; `count` columns from `column` on, rows from `first` on.
typedef struct {
  size_t kept, kept_end, piece, first, end, column, count;
} reduction_task;

static inline reduction_cut cut_reduction(const fovea_reduction_shape *s) {
  reduction_cut cut = {.part = at_most(s->columns, most_columns)};
  const size_t rows = s->outer * s->inner, most_rows = elements_of_piece / cut.part;
  cut.parts = (s->columns + cut.part - 1) / cut.part;
  cut.piece = even_piece(rows, most_rows);
  cut.pieces = (rows + cut.piece - 1) / cut.piece;
  cut.group = cut.pieces > 1 || cut.parts > 1 ? 1 : 1 + elements_of_piece / (rows * s->columns);
  cut.tasks = (s->kept + cut.group - 1) / cut.group * cut.pieces * cut.parts;
  return cut;
}

static inline reduction_task reduction_task_at(const reduction_cut *cut, const fovea_reduction_shape *s, size_t task) {
  reduction_task t = {.piece = task / cut->parts % cut->pieces};
  t.kept = task / cut->parts / cut->pieces * cut->group;
  t.kept_end = at_most(t.kept + cut->group, s->kept);
  t.first = t.piece * cut->piece;
  t.end = at_most(t.first + cut->piece, s->outer * s->inner);
  t.column = task % cut->parts * cut->part;
  t.count = at_most(cut->part, s->columns - t.column);
  return t;
}

// Where the results of a piece lie: [kept][piece][columns].
static inline size_t partial_place(
    const reduction_cut *cut, const fovea_reduction_shape *s, size_t kept, size_t piece) {
  return (kept * cut->pieces + piece) * s->columns;
}

// How many rows from `row` on lie side by side, and where in x the first of them begins.
static inline size_t rows_together(const fovea_reduction_shape *s, size_t kept, size_t row, size_t end, size_t *place) {
  const size_t inner = row % s->inner;
  *place = ((row / s->inner * s->kept + kept) * s->inner + inner) * s->columns;
  return at_most(s->inner - inner, end - row);
}

// Whether work is to be left: the word was raised now or before.
static inline bool is_abandoned(const fovea_cancel_flag *word, atomic_bool *cancelled) {
  if (is_raised(word)) atomic_store_explicit(cancelled, true, memory_order_relaxed);
  return atomic_load_explicit(cancelled, memory_order_relaxed);
}

static inline size_t reduction_threads(const fovea_reduction_shape *s, size_t threads) {
  return threads_for(8 * (double)(s->outer * s->kept) * (double)(s->inner * s->columns), threads);
}

#endif
