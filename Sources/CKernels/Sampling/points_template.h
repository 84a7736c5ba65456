// The points that a chunk of result elements asks for, for one element type at one CPU level.

// A grid's, in the elements' own type and in PyTorch's order of steps, so that a point halfway between two pixels is the
// same point for both.
static void NAME(grid_points)(
    const fovea_points *points, const ELEMENT *grid, const NAME(chunk) * chunk, ELEMENT *rows, ELEMENT *columns) {
#pragma clang fp contract(off)
  const ELEMENT row_scale = (ELEMENT)points->row_scale, column_scale = (ELEMENT)points->column_scale;
  const ELEMENT offset = (ELEMENT)points->offset;
  ELEMENT rest[2 * LANES] = {0};
  grid += 2 * chunk->first;
  for (size_t i = 0; i < chunk->count; i += LANES) {
    const ELEMENT *pairs = grid + 2 * i;
    if (chunk->count - i < LANES) pairs = memcpy(rest, pairs, 2 * (chunk->count - i) * sizeof(ELEMENT));
    VECTOR x, y;
    NAME(split)(pairs, &x, &y);
    NAME(store)(columns + i, (x + 1) * column_scale - offset);
    NAME(store)(rows + i, (y + 1) * row_scale - offset);
  }
}

// Row and column, counted from 1, of the element at `position` of a plane and of those that follow it.
static inline __attribute__((always_inline)) void NAME(places)(size_t position, size_t width, WIDE *row, WIDE *column) {
  static const double steps[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  const WIDE place = *(const WIDE *)steps + (double)position;
  // Halfway between whole numbers, where the error of a product cannot reach the next.
  *row = NAME(wide_floor)((place + 0.5) * (1 / (double)width)) + 1;
  *column = place - (*row - 1) * (double)width + 1;
}

static void NAME(theta_points)(
    const double *theta, size_t width, const NAME(chunk) * chunk, double *rows, double *columns) {
#pragma clang fp contract(off)
  for (size_t i = 0; i < chunk->count; i += WIDE_LANES) {
    WIDE row, column;
    NAME(places)(chunk->first + i, width, &row, &column);
    *(WIDE *)(rows + i) = theta[0] * row + theta[1] * column + theta[2] - 1;
    *(WIDE *)(columns + i) = theta[3] * row + theta[4] * column + theta[5] - 1;
  }
}

static void NAME(axes_points)(
    const fovea_points *points, size_t width, const NAME(chunk) * chunk, double *rows, double *columns) {
  size_t row = chunk->first / width, column = chunk->first % width;
  for (size_t i = 0; i < chunk->count;) {
    const size_t run = at_most(width - column, chunk->count - i);
    for (size_t j = 0; j < run; j++) rows[i + j] = ((const double *)points->numbers)[row];
    memcpy(columns + i, points->columns + column, run * sizeof(double));
    i += run;
    row++;
    column = 0;
  }
}

static __attribute__((noinline)) void NAME(divide)(double *distances, double period) {
  for (size_t i = 0; i < WIDE_LANES; i++)
    if (distances[i] >= period) distances[i] = period > 0 ? fmod(distances[i], period) : 0;
}

// Mirrors coordinates at `low` and `low + span` until they lie between; infinite ones never do, and become no numbers.
// Division is slow, and few points need it.
static void NAME(reflect)(double *points, ELEMENT *derivatives, size_t count, double low, double span) {
  for (size_t i = 0; i < count; i += WIDE_LANES) {
    const WIDE point = *(const WIDE *)(points + i);
    WIDE distance = __builtin_elementwise_abs(point - low);
    if (__builtin_reduce_or(distance >= 2 * span)) {
      double distances[WIDE_LANES];
      *(WIDE *)distances = distance;
      NAME(divide)(distances, 2 * span);
      distance = *(WIDE *)distances;
    }
    const NAME(wide_mask) is_odd = distance >= span, is_turned = (point < low) ^ is_odd;
    *(WIDE *)(points + i) = is_odd ? low + 2 * span - distance : low + distance;
    *(PART *)(derivatives + i) = __builtin_convertvector(is_turned ? (WIDE)(-1) : (WIDE)(1), PART);
  }
}

static void NAME(reflect_points)(const fovea_sample_shape *shape, NAME(chunk) * chunk, double *rows, double *columns) {
  const bool at_centres = shape->outside == fovea_outside_reflect_centres;
  const double low = at_centres ? 0 : -0.5, shorter = at_centres ? 1 : 0;
  const size_t count = rounded_up(chunk->count, LANES);
  NAME(reflect)(rows, chunk->row_derivative, count, low, (double)shape->rows - shorter);
  NAME(reflect)(columns, chunk->column_derivative, count, low, (double)shape->columns - shorter);
}

// The place of a finite coordinate is finite: where it is too large for the type, all pixels are as near.
static inline double NAME(within_range)(ELEMENT place, ELEMENT coordinate) {
  const ELEMENT largest = sizeof(ELEMENT) == sizeof(float) ? (ELEMENT)FLT_MAX : (ELEMENT)DBL_MAX;
  return (double)(isinf(place) && !isinf(coordinate) ? (ELEMENT)copysign(largest, place) : place);
}

static void NAME(wide_points)(
    const fovea_sample_call *call, size_t picture, const NAME(chunk) * chunk, double *rows, double *columns) {
  const fovea_points *points = &call->points;
  const size_t start = picture * points->step, width = call->shape.result_columns;
  if (points->source == fovea_points_of_theta) {
    NAME(theta_points)((const double *)points->numbers + start, width, chunk, rows, columns);
  } else if (points->source == fovea_points_of_axes) {
    NAME(axes_points)(points, width, chunk, rows, columns);
  } else {
    ELEMENT own_rows[chunk_room], own_columns[chunk_room];
    NAME(grid_points)(points, (const ELEMENT *)points->numbers + start, chunk, own_rows, own_columns);
    const ELEMENT *grid = (const ELEMENT *)points->numbers + start + 2 * chunk->first;
    for (size_t i = 0; i < chunk->count; i++) rows[i] = NAME(within_range)(own_rows[i], grid[2 * i + 1]);
    for (size_t i = 0; i < chunk->count; i++) columns[i] = NAME(within_range)(own_columns[i], grid[2 * i]);
  }
}

// Finds the neighbours of a picture's points from `first` on, as many as a chunk holds and `end` allows. What is computed
// from a grid's coordinates is exact in their own type; all else is in double, so that a point falls on its side of a
// pixel or of a half.
static void NAME(locate)(const fovea_sample_call *call, size_t picture, size_t first, size_t end, NAME(chunk) * chunk) {
  const fovea_points *points = &call->points;
  const bool is_reflected = call->shape.outside >= fovea_outside_reflect_centres;
  chunk->first = first;
  chunk->count = at_most(chunk_size, end - first);
  if (points->source == fovea_points_of_grid && !is_reflected) {
    ELEMENT rows[chunk_room] __attribute__((aligned(64))), columns[chunk_room] __attribute__((aligned(64)));
    const ELEMENT *grid = (const ELEMENT *)points->numbers + picture * points->step;
    NAME(grid_points)(points, grid, chunk, rows, columns);
    NAME(own_pad)(chunk, rows, columns);
    NAME(own_place)(&call->shape, chunk, rows, columns);
  } else {
    double rows[chunk_room] __attribute__((aligned(64))), columns[chunk_room] __attribute__((aligned(64)));
    NAME(wide_points)(call, picture, chunk, rows, columns);
    NAME(wide_pad)(chunk, rows, columns);
    if (is_reflected) {
      NAME(reflect_points)(&call->shape, chunk, rows, columns);
      NAME(wide_pad)(chunk, rows, columns);
    }
    NAME(wide_place)(&call->shape, chunk, rows, columns);
  }
}
