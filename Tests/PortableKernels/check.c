// Holds the portable kernels against loops as plain as can be, on random shapes. Scripts/portable builds and runs it for
// another processor.

#include "include/conv.h"
#include "include/elements.h"
#include "include/matmul.h"
#include "include/softmax.h"
#include "include/sums.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { threads = 2, trials = 60, scratch_bytes = 1 << 24 };

static fovea_scratch scratch;
static int failures;

static size_t between(size_t low, size_t high) { return low + (size_t)rand() % (high - low + 1); }

static float *numbers(size_t count) {
  float *result = malloc((count + 1) * sizeof(float));
  for (size_t i = 0; i < count; i++) result[i] = (float)(rand() / (double)RAND_MAX - 0.5);
  return result;
}

// Not a number is as wrong as a number can be.
static double worse(double worst, double ours, double exact) {
  const double error = fabs(ours - exact);
  return error <= worst ? worst : isnan(error) ? INFINITY : error;
}

static void report(const char *what, double worst, double allowed) {
  if (worst <= allowed) return;
  failures++;
  printf("%s: %g is more than %g\n", what, worst, allowed);
}

// A convolution of square pictures and kernels.
typedef struct {
  size_t pictures, channels, size, filters, kernel, padding, step, result;
} conv_case;

static conv_case conv_of_any_kind(void) {
  conv_case c = {
      between(1, 3), between(1, 9), between(3, 22), between(1, 20), between(1, 3), between(0, 1), between(1, 2), 0};
  c.result = (c.size + 2 * c.padding - c.kernel) / c.step + 1;
  return c;
}

// What tap (u, v) of window (i, j) sees of a channel; zero outside.
static double seen(
    const conv_case *c, const float *x, size_t n, size_t channel, size_t i, size_t j, size_t u, size_t v) {
  const size_t row = i * c->step + u - c->padding, column = j * c->step + v - c->padding;
  return row < c->size && column < c->size ? x[((n * c->channels + channel) * c->size + row) * c->size + column] : 0;
}

static void check_conv(void) {
  const conv_case c = conv_of_any_kind();
  const size_t taps = c.kernel * c.kernel, weights = c.filters * c.channels * taps, plane = c.result * c.result;
  float *x = numbers(c.pictures * c.channels * c.size * c.size), *w = numbers(weights), *bias = numbers(c.filters);
  float *y = numbers(c.pictures * c.filters * plane), *by_w = numbers(weights), *by_bias = numbers(c.filters);
  const fovea_window_axis axis = {.source = c.size,
      .windows = c.result,
      .step = c.step,
      .taps = c.kernel,
      .first = -(ptrdiff_t)c.padding,
      .spacing = 1,
      .kernel_spacing = 1,
      .result_spacing = 1};
  const fovea_conv_shape shape = {.pictures = c.pictures,
      .groups = 1,
      .channels = c.channels,
      .filters = c.filters,
      .rows = axis,
      .columns = axis,
      .result_rows = c.result,
      .result_columns = c.result,
      .weight_group = weights,
      .weight_filter = c.channels * taps,
      .weight_channel = taps,
      .weight_row = c.kernel};
  const fovea_conv_call forward = {
      .shape = shape, .source = x, .weights = w, .bias = bias, .result = y, .threads = threads};
  fovea_conv(fovea_level_baseline, fovea_f32, &forward, &scratch);
  const fovea_conv_weights_call backward = {
      .shape = shape, .source = x, .gradient = y, .weights = by_w, .bias = by_bias, .threads = threads};
  fovea_conv_weights(fovea_level_baseline, fovea_f32, &backward, &scratch);

  double worst = 0, worst_by_w = 0, *sums = calloc(weights, sizeof(double));
  for (size_t n = 0; n < c.pictures; n++)
    for (size_t f = 0; f < c.filters; f++)
      for (size_t i = 0; i < c.result; i++)
        for (size_t j = 0; j < c.result; j++) {
          const double gradient = y[(n * c.filters + f) * plane + i * c.result + j];
          double sum = bias[f];
          for (size_t k = 0; k < c.channels * taps; k++) {
            const double value = seen(&c, x, n, k / taps, i, j, k % taps / c.kernel, k % c.kernel);
            sum += value * w[f * c.channels * taps + k];
            sums[f * c.channels * taps + k] += value * gradient;
          }
          worst = worse(worst, gradient, sum);
        }
  for (size_t k = 0; k < weights; k++) worst_by_w = worse(worst_by_w, by_w[k], sums[k]);
  report("conv", worst, 1e-4);
  report("conv by weights", worst_by_w, 1e-3);
  free(x), free(w), free(bias), free(y), free(by_w), free(by_bias), free(sums);
}

static void check_matmul(void) {
  const size_t m = between(1, 40), n = between(1, 70), depth = between(1, 300), turned = between(0, 1);
  float *a = numbers(m * depth), *b = numbers(n * depth), *c = numbers(m * n);
  const fovea_matmul_call call = {.shape = {.rows = m,
                                      .columns = n,
                                      .depth = depth,
                                      .a_down = (ptrdiff_t)depth,
                                      .a_along = 1,
                                      .b_down = turned ? 1 : (ptrdiff_t)n,
                                      .b_along = turned ? (ptrdiff_t)depth : 1,
                                      .c_down = (ptrdiff_t)n},
      .a = a,
      .b = b,
      .c = c,
      .threads = threads};
  fovea_matmul(fovea_level_baseline, fovea_f32, &call, &scratch);
  double worst = 0;
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < n; j++) {
      double sum = 0;
      for (size_t p = 0; p < depth; p++) sum += (double)a[i * depth + p] * (turned ? b[j * depth + p] : b[p * n + j]);
      worst = worse(worst, c[i * n + j], sum);
    }
  report("product", worst, 1e-4);
  free(a), free(b), free(c);
}

static void check_softmax(void) {
  const size_t outer = between(1, 5), extent = between(1, 40), inner = between(1, 9);
  float *x = numbers(outer * extent * inner), *y = numbers(outer * extent * inner);
  const fovea_softmax_call call = {
      .outer = outer, .extent = extent, .inner = inner, .from = x, .to = y, .threads = threads};
  fovea_softmax_rows(fovea_level_baseline, fovea_f32, fovea_softmax, &call);
  double worst = 0;
  for (size_t row = 0; row < outer * inner; row++) {
    const size_t start = row / inner * extent * inner + row % inner;
    double sum = 0;
    for (size_t i = 0; i < extent; i++) sum += exp(x[start + i * inner]);
    for (size_t i = 0; i < extent; i++) worst = worse(worst, y[start + i * inner], exp(x[start + i * inner]) / sum);
  }
  report("softmax", worst, 1e-6);
  free(x), free(y);
}

static void check_sums(void) {
  const fovea_sums_shape s = {between(1, 5), between(1, 9), between(1, 40), between(1, 40)};
  float *x = numbers(s.outer * s.kept * s.inner * s.columns);
  double *ours = calloc(s.kept * s.columns, sizeof(double)), *exact = calloc(s.kept * s.columns, sizeof(double));
  const fovea_sums_call call = {.shape = s, .x = x, .sums = ours, .threads = threads};
  fovea_sums(fovea_level_baseline, fovea_f32, &call, &scratch);
  for (size_t i = 0; i < s.outer * s.kept * s.inner * s.columns; i++)
    exact[i / (s.inner * s.columns) % s.kept * s.columns + i % s.columns] += x[i];
  double worst = 0;
  for (size_t i = 0; i < s.kept * s.columns; i++) worst = worse(worst, ours[i], exact[i]);
  report("sums", worst, 1e-12);
  free(x), free(ours), free(exact);
}

static void check_elements(void) {
  static const struct {
    fovea_element_function function;
    double (*exact)(double);
  } cases[] = {{fovea_element_exp, exp}, {fovea_element_log, log}, {fovea_element_tanh, tanh}};
  const size_t count = between(1, 100);
  float *x = numbers(count), *y = numbers(count);
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    const fovea_elements_call call = {
        .rows = {.count = count, .width = count, .steps = {1}}, .operands = {x}, .to = y, .threads = threads};
    fovea_elements(fovea_level_baseline, fovea_f32, cases[k].function, &call);
    double worst = 0;
    for (size_t i = 0; i < count; i++) {
      const double exact = cases[k].exact(x[i]);
      worst = isnan(exact) ? worst : worse(worst, y[i] / exact, 1);
      if (isnan(exact) != isnan(y[i])) worst = INFINITY;
    }
    report("exp, log or tanh", worst, 4e-7);
  }
  free(x), free(y);
}

int main(void) {
  scratch = (fovea_scratch){.memory = malloc(scratch_bytes), .bytes = scratch_bytes};
  for (int trial = 0; trial < trials; trial++) {
    check_conv();
    check_matmul();
    check_softmax();
    check_sums();
    check_elements();
  }
  printf("%d of %d checks failed\n", failures, 8 * trials);
  return failures > 0;
}
