// What the passes over bands share, for one element type at one CPU level. A frame is [place][lane], where places run
// through the rows of a band.

typedef struct {
  const fovea_pooling_call *call;
  fovea_pooling_pass pass;
  band_plan plan;
  // Along a row of what is made: which elements a window sees, or which windows see an element. For a gradient the same
  // down a band, whose windows are counted from the first row that it reads.
  pooling_span *columns, *rows;
  // For means, the extents of windows along a row.
  ELEMENT *extents;
  char *workspaces;
  size_t workspace_size;
  // Where windows are pairs, there are no bands: so many rows of windows are a task.
  size_t task_rows;
  atomic_bool cancelled;
} NAME(pooling_job);

// One thread's frames: what a group of bands is read from and made in, and its winners or a row of sums.
typedef struct {
  ELEMENT *read, *made, *winners, *sums;
} NAME(workspace);

// What lane l has at place p is element at[l] + p of the memory, for first[l] ≤ p < end[l].
typedef struct {
  ptrdiff_t at[LANES];
  size_t first[LANES], end[LANES];
  // Between these all lanes have something.
  size_t common_first, common_end;
} NAME(runs);

// What each lane reads and makes, and the number of its band.
typedef struct {
  NAME(runs) from, to;
  size_t bands[LANES];
} NAME(group);

static void NAME(set_runs)(
    NAME(runs) * runs, size_t lane, size_t lanes, ptrdiff_t at, size_t plane, size_t first, size_t end) {
  for (size_t l = lane; l < lane + lanes; l++, at += (ptrdiff_t)plane) {
    runs->at[l] = at;
    runs->first[l] = first;
    runs->end[l] = end;
  }
  if (lane == 0 || first > runs->common_first) runs->common_first = first;
  if (lane == 0 || end < runs->common_end) runs->common_end = end;
}

// Lanes go through the planes first, so that those of a group mostly have the same place in theirs.
static void NAME(set_group)(const band_plan *plan, size_t number, NAME(group) * group) {
  size_t band = number * LANES / plan->planes, plane = number * LANES % plan->planes, lane = 0;
  const size_t from_plane = plan->from.rows * plan->from.width, to_plane = plan->to.rows * plan->to.width;
  for (; lane < LANES && band < plan->bands; band++, plane = 0) {
    const size_t lanes = at_most(LANES - lane, plan->planes - plane);
    const ptrdiff_t row = plan->first + (ptrdiff_t)(band * plan->advance), left = (ptrdiff_t)plan->from.rows - row;
    const size_t first = at_most(row < 0 ? (size_t)-row : 0, plan->reach);
    const size_t end = left < 0 ? 0 : at_most((size_t)left, plan->reach);
    NAME(set_runs)(&group->from, lane, lanes, (ptrdiff_t)(plane * from_plane) + row * (ptrdiff_t)plan->from.width,
        from_plane, first * plan->from.width, end * plan->from.width);
    const size_t made = band * plan->height;
    NAME(set_runs)(&group->to, lane, lanes, (ptrdiff_t)(plane * to_plane + made * plan->to.width), to_plane, 0,
        at_most(plan->height, plan->to.rows - made) * plan->to.width);
    for (size_t l = 0; l < lanes; l++) group->bands[lane++] = band;
  }
  if (lane == LANES) return;
  // Lanes without a band read what the last one that has a band reads.
  const size_t last = lane - 1;
  NAME(set_runs)(
      &group->from, lane, LANES - lane, group->from.at[last], 0, group->from.first[last], group->from.end[last]);
  NAME(set_runs)(&group->to, lane, LANES - lane, 0, 0, 0, 0);
  for (; lane < LANES; lane++) group->bands[lane] = group->bands[last];
}

static bool NAME(has_one_band)(const NAME(group) * group) { return group->bands[0] == group->bands[LANES - 1]; }
