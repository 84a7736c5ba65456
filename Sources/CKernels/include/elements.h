#ifndef FOVEA_ELEMENTS_H
#define FOVEA_ELEMENTS_H

#include "cancel.h"
#include "element.h"
#include "level.h"
#include <stdbool.h>
#include <stddef.h>

// How up to three operands run along the elements of a result, which are cut into rows. Along a row an operand steps by
// one (1) or stands still (0); at the end of a row the innermost outer axis moves on, as on an odometer.
typedef struct {
  size_t count, width;
  size_t steps[3];
  size_t outer_rank;
  // Innermost first.
  size_t extents[5];
  size_t outer_steps[5][3];
} fovea_rows;

// What is done with the elements a, b and c of the operands and the numbers p and q. Gradients have three: the gradient
// of the result, and a and b of the operation, or x and y of y = f(x).
#define FOVEA_ELEMENT_FUNCTIONS(EACH) \
  EACH(add) \
  EACH(subtract) \
  EACH(multiply) \
  EACH(multiply_gradient_a) \
  EACH(multiply_gradient_b) \
  EACH(divide) \
  EACH(divide_gradient_a) \
  EACH(divide_gradient_b) \
  EACH(maximum) \
  EACH(maximum_gradient_a) \
  EACH(maximum_gradient_b) \
  EACH(minimum) \
  EACH(minimum_gradient_a) \
  EACH(minimum_gradient_b) \
  EACH(copy) \
  EACH(negate) \
  EACH(abs) \
  EACH(abs_gradient) \
  EACH(relu) \
  EACH(relu_gradient) \
  EACH(leaky_relu) \
  EACH(leaky_relu_gradient) \
  EACH(clamp) \
  EACH(clamp_gradient) \
  EACH(sqrt) \
  EACH(sqrt_gradient) \
  EACH(exp) \
  EACH(exp_gradient) \
  EACH(log) \
  EACH(log_gradient) \
  EACH(tanh) \
  EACH(tanh_gradient) \
  EACH(sigmoid) \
  EACH(sigmoid_gradient) \
  EACH(expm1) \
  EACH(expm1_gradient) \
  EACH(log2) \
  EACH(log10) \
  EACH(logarithm_gradient) \
  EACH(log1p) \
  EACH(log1p_gradient) \
  EACH(softplus) \
  EACH(softplus_gradient) \
  EACH(silu) \
  EACH(silu_gradient) \
  EACH(sin) \
  EACH(sin_gradient) \
  EACH(cos) \
  EACH(cos_gradient) \
  EACH(tan) \
  EACH(tan_gradient) \
  EACH(atan2) \
  EACH(atan2_gradient_a) \
  EACH(atan2_gradient_b) \
  EACH(sign) \
  EACH(round) \
  EACH(floor) \
  EACH(ceil) \
  EACH(squared_difference) \
  EACH(squared_difference_gradient)

// Comparisons of a and b. The result is bytes: 1 where it holds, else 0.
#define FOVEA_ELEMENT_COMPARISONS(EACH) \
  EACH(equal, ==) \
  EACH(not_equal, !=) \
  EACH(less, <) \
  EACH(less_or_equal, <=) \
  EACH(greater, >) \
  EACH(greater_or_equal, >=)

// Functions of the bytes a and b, each 1 or 0, whatever the element type.
#define FOVEA_ELEMENT_TRUTHS(EACH) \
  EACH(and, a &b) \
  EACH(or, a | b) \
  EACH(not, a ^ 1)

// Last comes the choice of b where the byte a is 1, and of c where it is 0.
#define FOVEA_ELEMENT_FUNCTION(name, ...) fovea_element_##name,
typedef enum {
  FOVEA_ELEMENT_FUNCTIONS(FOVEA_ELEMENT_FUNCTION) FOVEA_ELEMENT_COMPARISONS(FOVEA_ELEMENT_FUNCTION)
      FOVEA_ELEMENT_TRUTHS(FOVEA_ELEMENT_FUNCTION) fovea_element_choose
} fovea_element_function;
#undef FOVEA_ELEMENT_FUNCTION

// Operands that a function does not take are null and stand still.
typedef struct {
  fovea_rows rows;
  const void *_Nullable operands[3];
  void *_Nonnull to;
  double p, q;
  size_t threads;
  const fovea_cancel_flag *_Nullable cancel;
} fovea_elements_call;

// False where the cancellation flag was raised; what was written is not to be used. The result overlaps no operand.
bool fovea_elements(fovea_level level, fovea_element element, fovea_element_function function,
    const fovea_elements_call *_Nonnull call);

#endif
