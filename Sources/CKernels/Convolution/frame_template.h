// Filling a frame, for one element type at one CPU level.

// One row of a phase: element q is that of the source at `first` + q · step, or zero outside of it.
static void NAME(fill_row)(
    const ELEMENT *restrict source, size_t extent, ptrdiff_t first, size_t step, ELEMENT *restrict to, size_t width) {
  size_t q = 0;
  for (; q < width && first + (ptrdiff_t)(q * step) < 0; q++) to[q] = 0;
  const ptrdiff_t start = first + (ptrdiff_t)(q * step);
  const size_t left = start < (ptrdiff_t)extent ? (extent - (size_t)start + step - 1) / step : 0;
  const size_t inside = left < width - q ? left : width - q;
  const ELEMENT *from = source + start;
  ELEMENT *target = to + q;
  if (step == 1)
    for (size_t i = 0; i < inside; i++) target[i] = from[i];
  else
    for (size_t i = 0; i < inside; i++) target[i] = from[i * step];
  for (q += inside; q < width; q++) to[q] = 0;
}

// The frame of the band that begins at window row `band_start`, of the channels that begin at `source`.
static void NAME(fill_frame)(
    const fovea_conv_shape *shape, const frame_layout *frame, const ELEMENT *source, size_t band_start, ELEMENT *to) {
  const fovea_window_axis *rows = &shape->rows, *columns = &shape->columns;
  for (size_t c = 0; c < shape->channels; c++, source += rows->source * columns->source)
    for (size_t phase_y = 0; phase_y < frame->rows.phases; phase_y++)
      for (size_t phase_x = 0; phase_x < frame->columns.phases; phase_x++)
        for (size_t q = 0; q < frame->height; q++, to += frame->width) {
          const ptrdiff_t y = frame->rows.origin + (ptrdiff_t)((band_start + q) * rows->step + phase_y);
          if (y < 0 || y >= (ptrdiff_t)rows->source)
            memset(to, 0, frame->width * sizeof(ELEMENT));
          else
            NAME(fill_row)(
                source + (size_t)y * columns->source, columns->source,
                frame->columns.origin + (ptrdiff_t)phase_x, columns->step, to, frame->width);
        }
}

// A row of results from the row of sums that a tile left.
static void NAME(finish_row)(
    const ELEMENT *restrict from, ELEMENT added, bool rectified, size_t count, ELEMENT *restrict to, size_t spacing) {
  for (size_t i = 0; i < count; i++) {
    const ELEMENT value = from[i] + added;
    to[i * spacing] = rectified && value < 0 ? 0 : value;
  }
}
