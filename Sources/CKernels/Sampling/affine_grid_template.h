// Grids of points and their gradient by theta, for one element type at one CPU level.

static void NAME(grid_unit)(void *context, size_t unit, size_t worker) {
#pragma clang fp contract(off)
  (void)worker;
  grid_work *work = context;
  const fovea_affine_grid_shape *shape = &work->call->shape;
  const size_t theta = unit / work->blocks, start = unit % work->blocks * work->block;
  const size_t end = at_most(start + work->block, shape->rows), columns = shape->columns;
  const ELEMENT *t = (const ELEMENT *)work->call->source + 6 * theta;
  ELEMENT *to = (ELEMENT *)work->call->result + 2 * (theta * shape->rows + start) * columns;
  for (size_t row = start; row < end; row++, to += 2 * columns) {
    const double y = grid_coordinate(row, shape->rows, shape->aligns_corners);
    const double start_x = (double)t[1] * y + (double)t[2], start_y = (double)t[4] * y + (double)t[5];
    for (size_t c = 0; c < columns; c += LANES) {
      if (grid_stops(work, c)) return;
      const DOUBLES x = *(const DOUBLES *)(work->columns + c);
      const VECTOR point_x = __builtin_convertvector((double)t[0] * x + start_x, VECTOR);
      const VECTOR point_y = __builtin_convertvector((double)t[3] * x + start_y, VECTOR);
      // What runs over the end of a row is written again with the next.
      const size_t left = (end - row) * columns - c;
      ELEMENT rest[2 * LANES], *pairs = left < LANES ? rest : to + 2 * c;
      NAME(join)(point_x, point_y, pairs);
      if (left < LANES) memcpy(to + 2 * c, rest, 2 * left * sizeof(ELEMENT));
    }
  }
}

static const ELEMENT NAME(numbers)[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

static void NAME(grid_gradient_unit)(void *context, size_t unit, size_t worker) {
  (void)worker;
  grid_work *work = context;
  const fovea_affine_grid_shape *shape = &work->call->shape;
  const size_t theta = unit / work->blocks, start = unit % work->blocks * work->block;
  const size_t end = at_most(start + work->block, shape->rows), columns = shape->columns;
  const ELEMENT *from = (const ELEMENT *)work->call->source + 2 * (theta * shape->rows + start) * columns;
  DOUBLES sums[6] = {0};
  for (size_t row = start; row < end; row++, from += 2 * columns) {
    DOUBLES by_x = (DOUBLES)(0), by_y = (DOUBLES)(0);
    for (size_t c = 0; c < columns; c += LANES) {
      if (grid_stops(work, c)) return;
      const size_t left = (end - row) * columns - c;
      ELEMENT rest[2 * LANES];
      const ELEMENT *pairs = left < LANES ? memcpy(rest, from + 2 * c, 2 * left * sizeof(ELEMENT)) : from + 2 * c;
      VECTOR firsts, seconds;
      NAME(split)(pairs, &firsts, &seconds);
      if (columns - c < LANES) {
        // What runs over the end of a row is left out.
        const VECTOR count = (VECTOR)((ELEMENT)(columns - c)), number = NAME(load)(NAME(numbers));
        firsts = number < count ? firsts : (VECTOR)(0);
        seconds = number < count ? seconds : (VECTOR)(0);
      }
      const DOUBLES x = *(const DOUBLES *)(work->columns + c);
      const DOUBLES wide_x = __builtin_convertvector(firsts, DOUBLES),
                    wide_y = __builtin_convertvector(seconds, DOUBLES);
      by_x += wide_x;
      by_y += wide_y;
      sums[0] += wide_x * x;
      sums[3] += wide_y * x;
    }
    const double y = grid_coordinate(row, shape->rows, shape->aligns_corners);
    sums[1] += by_x * y;
    sums[2] += by_x;
    sums[4] += by_y * y;
    sums[5] += by_y;
  }
  for (size_t k = 0; k < 6; k++) work->parts[6 * unit + k] = NAME(add_doubles)(&sums[k]);
}

static bool NAME(affine_grid)(const fovea_affine_grid_call *call, void *scratch) {
  grid_work work = grid_work_of(call, scratch);
  fovea_pool_run(call->shape.thetas * work.blocks, grid_threads(call), NAME(grid_unit), &work);
  return !work.cancelled;
}

static bool NAME(affine_grid_gradient)(const fovea_affine_grid_call *call, void *scratch) {
  grid_work work = grid_work_of(call, scratch);
  fovea_pool_run(call->shape.thetas * work.blocks, grid_threads(call), NAME(grid_gradient_unit), &work);
  // Units that were stopped left no parts.
  if (work.cancelled) return false;
  // The blocks' parts in their order, whoever made them.
  for (size_t i = 0; i < 6 * call->shape.thetas; i++) {
    double sum = 0;
    for (size_t b = 0; b < work.blocks; b++) sum += work.parts[6 * (i / 6 * work.blocks + b) + i % 6];
    ((ELEMENT *)call->result)[i] = (ELEMENT)sum;
  }
  return true;
}
