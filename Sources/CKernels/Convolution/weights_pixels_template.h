// Gradients by the weights with lanes along pixels.

// The gradient of a band in rows as wide as the frame's, with zeros where no window is.
static void NAME(fill_gradient)(
    const NAME(weight_gradient) * conv, const ELEMENT *planes, size_t first_row, size_t rows, ELEMENT *to) {
  const fovea_conv_shape *s = &conv->call->shape;
  const size_t windows = s->columns.windows, width = conv->frame.width;
  for (size_t f = 0; f < s->filters; f++, to += conv->length) {
    const ELEMENT *from = planes + (f * s->result_rows + first_row) * s->result_columns;
    for (size_t row = 0; row < rows; row++) {
      NAME(fetch_ahead)(from + row * s->result_columns, s->result_rows, s->result_columns);
      NAME(copy)(from + row * s->result_columns, to + row * width, windows);
      memset(to + row * width + windows, 0, (width - windows) * sizeof(ELEMENT));
    }
    memset(to + rows * width, 0, (conv->length - rows * width) * sizeof(ELEMENT));
  }
}

static bool NAME(add_products)(const NAME(weight_gradient) * conv, const ELEMENT *frame, const ELEMENT *gradient,
    size_t length, ELEMENT *weight_sums) {
  const size_t filters = conv->call->shape.filters, depth = conv->depth;
  const size_t rows = even_piece(filters, MOST_DOT_ROWS), shifts = even_piece(depth, MOST_DOT_SHIFTS);
  for (size_t f = 0; f < filters; f += rows) {
    const size_t row_count = at_most(rows, filters - f);
    for (size_t d = 0; d < depth; d += shifts) {
      if (is_raised(conv->call->cancel)) return false;
      const size_t shift_count = at_most(shifts, depth - d);
      ELEMENT sums[4 * DOT_SHIFTS_ROOM * LANES], dots[4 * DOT_SHIFTS_ROOM];
      NAME(dots)
      [row_count - 1][shift_count - 1](
          length, gradient + f * conv->length, conv->length, frame, conv->tap_at + d, sums);
      NAME(add_lanes)(sums, row_count * shift_count, dots);
      for (size_t r = 0; r < row_count; r++)
        for (size_t i = 0; i < shift_count; i++) weight_sums[(f + r) * depth + d + i] += dots[r * shift_count + i];
    }
  }
  return true;
}

static void NAME(add_gradient)(const NAME(weight_gradient) * conv, const ELEMENT *gradient, ELEMENT *bias_sums) {
  for (size_t f = 0; f < conv->call->shape.filters; f++, gradient += conv->length) {
    VECTOR sum = (VECTOR)(0);
    for (size_t p = 0; p < conv->length; p += LANES) sum += NAME(load)(gradient + p);
    ELEMENT lanes[LANES], total;
    NAME(store)(lanes, sum);
    NAME(add_lanes)(lanes, 1, &total);
    bias_sums[f] += total;
  }
}

static bool NAME(sum_along_pixels)(const NAME(weight_gradient) * conv, const NAME(weights_unit) * unit) {
  NAME(fill_frame)(&conv->call->shape, &conv->frame, unit->source, unit->first_row, unit->frame, conv->call->cancel);
  // What lies behind the frame meets gradients of zero, which does not help against what is not a number.
  const size_t end = conv->call->shape.channels * conv->frame.channel;
  memset(unit->frame + end, 0, (conv->frame_room - end) * sizeof(ELEMENT));
  NAME(fill_gradient)(conv, unit->gradient, unit->first_row, unit->rows, unit->gradients);
  if (conv->call->bias) NAME(add_gradient)(conv, unit->gradients, unit->bias_sums);
  const size_t length = rounded_up(unit->rows * conv->frame.width, LANES);
  return NAME(add_products)(conv, unit->frame, unit->gradients, length, unit->weight_sums);
}
