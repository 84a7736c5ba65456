// Gradients by the weights with lanes along filters. Source and gradient are turned around first: pixel by pixel, all
// channels and all filters. A tile is then some channels times some filters, and its products run over the pixels.

// Where each pixel of a whole unit stands. A unit with fewer rows or pictures uses the beginning.
static void NAME(pixel_places)(const NAME(weight_gradient) * conv) {
  const fovea_conv_shape *s = &conv->call->shape;
  size_t pixel = 0;
  for (size_t picture = 0; picture < conv->batch; picture++)
    for (size_t row = 0; row < conv->frame.band; row++)
      for (size_t x = 0; x < s->columns.windows; x++, pixel++) {
        conv->gradient_at[pixel] = (int32_t)(pixel * 2 * LANES);
        const size_t place = row * s->rows.step * conv->frame.width + x * s->columns.step;
        conv->pixel_at[pixel] = (int32_t)((picture * conv->frame.channel + place) * s->channels);
      }
}

static void NAME(turn_around)(const NAME(weight_gradient) * conv, const NAME(weights_unit) * unit) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t seen = unit->rows * s->columns.windows, plane = s->result_rows * s->result_columns;
  const size_t source_step = s->groups * s->channels * s->rows.source * s->columns.source;
  for (size_t picture = 0; picture < unit->pictures; picture++) {
    NAME(fill_frame)(
        s, &conv->frame, unit->source + picture * source_step, unit->first_row, unit->frame, conv->call->cancel);
    NAME(transpose_matrix)(unit->frame, s->channels, conv->frame.channel, conv->frame.channel,
        unit->turned + picture * s->channels * conv->frame.channel, s->channels);
    const ELEMENT *gradient = unit->gradient + picture * s->groups * s->filters * plane +
                              unit->first_row * s->result_columns;
    for (size_t f = 0; f < s->filters; f += 2 * LANES)
      NAME(transpose_matrix)(gradient + f * plane, at_most(2 * LANES, s->filters - f), plane, seen,
          unit->gradients + f * conv->pixels + picture * seen * 2 * LANES, 2 * LANES);
  }
}

// The sum over pixels of each filter's gradient.
static void NAME(add_pixels)(
    const NAME(weight_gradient) * conv, const ELEMENT *gradients, size_t pixels, ELEMENT *sums) {
  const size_t filters = conv->call->shape.filters;
  for (size_t f = 0; f < filters; f += LANES) {
    const ELEMENT *panel = gradients + f / (2 * LANES) * 2 * LANES * conv->pixels + f % (2 * LANES);
    VECTOR sum = (VECTOR)(0);
    for (size_t p = 0; p < pixels; p++) sum += NAME(load)(panel + p * 2 * LANES);
    const size_t count = at_most(LANES, filters - f);
    for (size_t i = 0; i < count; i++) sums[f + i] += sum[i];
  }
}

// The products of `count` numbers that lie side by side for each pixel, from `seen` on, with all filters, over some of
// the pixels.
static void NAME(add_run)(const NAME(weight_gradient) * conv, const ELEMENT *seen, size_t count,
    const ELEMENT *gradients, size_t first_pixel, size_t pixels, ELEMENT *sums) {
  for (size_t f = 0; f < conv->lanes; f += 2 * LANES) {
    const size_t vectors = at_most(2, (conv->lanes - f) / LANES), piece = even_piece(count, ROWS_FOR(vectors));
    for (size_t first = 0; first < count; first += piece)
      NAME(tiles)
      [vectors - 1][at_most(piece, count - first) - 1](pixels, seen + first, conv->pixel_at + first_pixel,
          gradients + f * conv->pixels, conv->gradient_at + first_pixel, sums + first * conv->lanes + f, conv->lanes,
          true);
  }
}

static bool NAME(sum_along_filters)(const NAME(weight_gradient) * conv, const NAME(weights_unit) * unit) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t pixels = unit->pictures * unit->rows * s->columns.windows;
  NAME(turn_around)(conv, unit);
  if (conv->call->bias) NAME(add_pixels)(conv, unit->gradients, pixels, unit->bias_sums);
  // The channels of all taps in a kernel's row are one run, if the taps are neighbours. Few enough pixels at a time that
  // what belongs to them stays in the first cache.
  const size_t run = s->columns.spacing == 1 ? s->columns.taps : 1, part = even_piece(pixels, most_pixels);
  for (size_t first = 0; first < pixels; first += part)
    for (size_t tap = 0; tap < s->rows.taps * s->columns.taps; tap += run) {
      if (is_raised(conv->call->cancel)) return false;
      NAME(add_run)(conv, unit->turned + (size_t)conv->tap_at[tap] * s->channels, run * s->channels, unit->gradients,
          first, at_most(part, pixels - first), unit->weight_sums + tap * s->channels * conv->lanes);
    }
  return true;
}
