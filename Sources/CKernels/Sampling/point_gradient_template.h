// The gradient by the points, for one element type at one CPU level.

// For each of a chunk's points, sums over channels of the gradient by its row and its column.
typedef struct {
  double by_row[chunk_room], by_column[chunk_room];
} NAME(derivatives) __attribute__((aligned(64)));

static void NAME(add_derivatives)(const fovea_sample_shape *shape, const NAME(chunk) * chunk, NAME(pairs) * pairs,
    const ELEMENT *plane, const ELEMENT *gradient, NAME(derivatives) * derivatives) {
  NAME(copy_pairs)(shape, chunk->count, plane, pairs);
  const VECTOR zero = (VECTOR)(0);
  for (size_t i = 0; i < chunk->count; i += LANES) {
    const WHOLE row = NAME(load_whole)(chunk->row + i), column = NAME(load_whole)(chunk->column + i);
    const VECTOR left = NAME(load)(chunk->left + i), right = NAME(load)(chunk->right + i);
    const VECTOR row_derivative = NAME(load)(chunk->row_derivative + i),
                 column_derivative = NAME(load)(chunk->column_derivative + i);
    const NAME(line) above = NAME(line_of)(shape, pairs->above + 2 * i, row, column);
    const NAME(line) below = NAME(line_of)(shape, pairs->below + 2 * i, row + 1, column);
    const VECTOR down = NAME(between)(below.left, left, below.right, right) -
                        NAME(between)(above.left, left, above.right, right);
    const VECTOR along = NAME(between)(
        above.right - above.left, NAME(load)(chunk->above + i), below.right - below.left, NAME(load)(chunk->below + i));
    // Where nothing is near nothing has an influence; a point that is no number has weights that are none.
    const VECTOR seen = NAME(load_some)(gradient + i, chunk->count - i, 0);
    const VECTOR weight = ((row < -1) & (left == left)) ? zero : seen;
    const VECTOR by_row = (row_derivative == 0 ? zero : row_derivative * down) * weight;
    const VECTOR by_column = (column_derivative == 0 ? zero : column_derivative * along) * weight;
    *(DOUBLES *)(derivatives->by_row + i) += __builtin_convertvector(by_row, DOUBLES);
    *(DOUBLES *)(derivatives->by_column + i) += __builtin_convertvector(by_column, DOUBLES);
  }
}

static void NAME(store_grid_derivatives)(
    const fovea_points *points, const NAME(chunk) * chunk, const NAME(derivatives) * derivatives, ELEMENT *to) {
  for (size_t i = 0; i < chunk->count; i += LANES) {
    const DOUBLES x = *(const DOUBLES *)(derivatives->by_column + i) * points->column_scale;
    const DOUBLES y = *(const DOUBLES *)(derivatives->by_row + i) * points->row_scale;
    const size_t count = chunk->count - i;
    ELEMENT rest[2 * LANES], *pairs = count < LANES ? rest : to + 2 * i;
    NAME(join)(__builtin_convertvector(x, VECTOR), __builtin_convertvector(y, VECTOR), pairs);
    if (count < LANES) memcpy(to + 2 * i, rest, 2 * count * sizeof(ELEMENT));
  }
}

// Adds the gradient by theta's six numbers to lane after lane of `sums`.
static void NAME(add_theta_derivatives)(
    size_t width, const NAME(chunk) * chunk, const NAME(derivatives) * derivatives, WIDE sums[6]) {
  for (size_t i = 0; i < chunk->count; i += WIDE_LANES) {
    WIDE row, column;
    NAME(places)(chunk->first + i, width, &row, &column);
    const WIDE by_row = *(const WIDE *)(derivatives->by_row + i),
               by_column = *(const WIDE *)(derivatives->by_column + i);
    sums[0] += by_row * row;
    sums[1] += by_row * column;
    sums[2] += by_row;
    sums[3] += by_column * row;
    sums[4] += by_column * column;
    sums[5] += by_column;
  }
}

static void NAME(point_unit)(void *context, size_t unit, size_t worker) {
  (void)worker;
  sampling *s = context;
  const fovea_sample_call *call = s->call;
  const fovea_sample_shape *shape = &call->shape;
  const size_t picture = unit / s->blocks, planes = picture * shape->channels;
  const size_t start = unit % s->blocks * s->block, end = at_most(start + s->block, s->pixels);
  const ELEMENT *plane = (const ELEMENT *)call->picture + planes * s->plane;
  const ELEMENT *gradient = (const ELEMENT *)call->gradient + planes * s->pixels;
  ELEMENT *grid = (ELEMENT *)call->result + 2 * picture * s->pixels;
  WIDE sums[6] = {0};
  NAME(chunk) chunk;
  NAME(pairs) pairs;
  NAME(derivatives) derivatives;
  for (size_t first = start; first < end; first += chunk_size) {
    NAME(locate)(call, picture, first, end, &chunk);
    NAME(place_pairs)(shape, &chunk, &pairs);
    for (size_t i = 0; i < chunk.count; i += LANES)
      *(DOUBLES *)(derivatives.by_row + i) = *(DOUBLES *)(derivatives.by_column + i) = (DOUBLES)(0);
    for (size_t c = 0; c < shape->channels && !sampling_is_cancelled(s); c++)
      NAME(add_derivatives)(
          shape, &chunk, &pairs, plane + c * s->plane, gradient + c * s->pixels + first, &derivatives);
    if (call->points.source == fovea_points_of_grid)
      NAME(store_grid_derivatives)(&call->points, &chunk, &derivatives, grid + 2 * first);
    else
      NAME(add_theta_derivatives)(shape->result_columns, &chunk, &derivatives, sums);
  }
  if (call->points.source == fovea_points_of_grid) return;
  double *part = s->scratch + 6 * unit;
  for (size_t k = 0; k < 6; k++) {
    part[k] = 0;
    for (size_t lane = 0; lane < WIDE_LANES; lane++) part[k] += sums[k][lane];
  }
}

static size_t NAME(point_scratch)(const fovea_sample_call *call) {
  const sampling s = sampling_of(call, call->shape.channels);
  return call->points.source == fovea_points_of_theta ? 6 * call->shape.pictures * s.blocks * sizeof(double) : 0;
}

static bool NAME(point_gradient)(const fovea_sample_call *call, void *scratch) {
  sampling s = sampling_of(call, call->shape.channels);
  s.scratch = scratch;
  fovea_pool_run(call->shape.pictures * s.blocks, sampling_threads(&s), NAME(point_unit), &s);
  if (call->points.source == fovea_points_of_grid) return !s.cancelled;
  // The blocks' parts in their order, whoever made them.
  for (size_t i = 0; i < 6 * call->shape.pictures; i++) {
    double sum = 0;
    for (size_t b = 0; b < s.blocks; b++) sum += s.scratch[6 * (i / 6 * s.blocks + b) + i % 6];
    ((double *)call->result)[i] = sum;
  }
  return !s.cancelled;
}
