// Gradients by the weights with lanes along filters. Source and gradient are turned around first: pixel by pixel, all
// channels and all filters. A tile is then some channels times some filters, and its products run over the pixels.

// Where each pixel of a whole unit stands. A unit with fewer rows or pictures uses the beginning.
static void NAME(pixel_places)(const NAME(weight_gradient) *conv) {
  const fovea_conv_shape *s = &conv->call->shape;
  size_t pixel = 0;
  for (size_t picture = 0; picture < conv->batch; picture++)
    for (size_t row = 0; row < conv->frame.band; row++)
      for (size_t x = 0; x < s->columns.windows; x++, pixel++) {
        conv->gradient_at[pixel] = (int32_t)(pixel * conv->lanes);
        const size_t place = row * s->rows.step * conv->frame.width + x * s->columns.step;
        conv->pixel_at[pixel] = (int32_t)((picture * conv->frame.channel + place) * s->channels);
      }
}

static void NAME(turn_around)(const NAME(weight_gradient) *conv, const NAME(weights_unit) *unit) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t seen = unit->rows * s->columns.windows, plane = s->result_rows * s->result_columns;
  const size_t source_step = s->groups * s->channels * s->rows.source * s->columns.source;
  for (size_t picture = 0; picture < unit->pictures; picture++) {
    NAME(fill_frame)(s, &conv->frame, unit->source + picture * source_step, unit->first_row, unit->frame);
    NAME(transpose_matrix)(
        unit->frame, s->channels, conv->frame.channel, conv->frame.channel,
        unit->turned + picture * s->channels * conv->frame.channel, s->channels);
    NAME(transpose_matrix)(
        unit->gradient + picture * s->groups * s->filters * plane + unit->first_row * s->result_columns, s->filters,
        plane, seen, unit->gradients + picture * seen * conv->lanes, conv->lanes);
  }
}

// The sum over pixels of each filter's gradient.
static void NAME(add_pixels)(const NAME(weight_gradient) *conv, const ELEMENT *gradients, size_t pixels, ELEMENT *sums) {
  for (size_t f = 0; f < conv->call->shape.filters; f += LANES) {
    VECTOR sum = (VECTOR)(0);
    for (size_t p = 0; p < pixels; p++) sum += NAME(load)(gradients + p * conv->lanes + f);
    ELEMENT lanes[LANES];
    NAME(store)(lanes, sum);
    const size_t count = at_most(LANES, conv->call->shape.filters - f);
    for (size_t i = 0; i < count; i++) sums[f + i] += lanes[i];
  }
}

// The products of `count` numbers that lie side by side for each pixel, from `seen` on, with all filters.
static void NAME(add_run)(
    const NAME(weight_gradient) *conv, const ELEMENT *seen, size_t count, const ELEMENT *gradients, size_t pixels,
    ELEMENT *sums) {
  for (size_t f = 0; f < conv->lanes; f += 2 * LANES) {
    const size_t vectors = at_most(2, (conv->lanes - f) / LANES), piece = even_piece(count, ROWS_FOR(vectors));
    for (size_t first = 0; first < count; first += piece) {
      const size_t rows = at_most(piece, count - first);
      ELEMENT tile[MOST_ROWS * 2 * LANES];
      NAME(tiles)[vectors - 1][rows - 1](
          pixels, seen + first, conv->pixel_at, gradients + f, conv->gradient_at, tile, vectors * LANES);
      for (size_t r = 0; r < rows; r++)
        for (size_t v = 0; v < vectors; v++) {
          ELEMENT *to = sums + (first + r) * conv->lanes + f + v * LANES;
          NAME(store)(to, NAME(load)(to) + NAME(load)(tile + (r * vectors + v) * LANES));
        }
    }
  }
}

static bool NAME(sum_along_filters)(const NAME(weight_gradient) *conv, const NAME(weights_unit) *unit) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t pixels = unit->pictures * unit->rows * s->columns.windows;
  NAME(turn_around)(conv, unit);
  if (conv->call->bias) NAME(add_pixels)(conv, unit->gradients, pixels, unit->bias_sums);
  // The channels of all taps in a kernel's row are one run, if the taps are neighbours.
  const size_t run = s->columns.spacing == 1 ? s->columns.taps : 1;
  for (size_t tap = 0; tap < s->rows.taps * s->columns.taps; tap += run) {
    if (is_raised(conv->call->cancel)) return false;
    NAME(add_run)(
        conv, unit->turned + (size_t)conv->tap_at[tap] * s->channels, run * s->channels, unit->gradients, pixels,
        unit->weight_sums + tap * s->channels * conv->lanes);
  }
  return true;
}
