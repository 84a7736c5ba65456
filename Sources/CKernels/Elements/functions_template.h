// What fovea_element_function names, of vectors a, b and c and the numbers p and q. Comparisons with not-a-number are
// false, which decides what becomes of it.

// The derivative of x·s, s being the sigmoid of x.
static inline __attribute__((always_inline)) VECTOR NAME(silu_derivative)(VECTOR x, VECTOR s) {
  return s * (1 + x * (1 - s));
}

#define FUNCTION(name, value) \
  static inline __attribute__((always_inline)) VECTOR NAME(of_##name)( \
      VECTOR a, VECTOR b, VECTOR c, ELEMENT p, ELEMENT q) { \
    (void)a, (void)b, (void)c, (void)p, (void)q; \
    return value; \
  }

FUNCTION(add, a + b)
FUNCTION(subtract, a - b)
FUNCTION(multiply, a *b)
FUNCTION(multiply_gradient_a, a *c)
FUNCTION(multiply_gradient_b, a *b)
FUNCTION(divide, a / b)
FUNCTION(divide_gradient_a, a * (1 / c))
FUNCTION(divide_gradient_b, a * (-(b / c) / c))

FUNCTION(maximum, ((a >= b) | (a != a)) ? a : b)
FUNCTION(maximum_gradient_a, b == c ? a * (ELEMENT)0.5 : b < c ? (VECTOR){0} : a)
FUNCTION(maximum_gradient_b, b == c ? a * (ELEMENT)0.5 : b > c ? (VECTOR){0} : a)
FUNCTION(minimum, ((a <= b) | (a != a)) ? a : b)
FUNCTION(minimum_gradient_a, b == c ? a * (ELEMENT)0.5 : b > c ? (VECTOR){0} : a)
FUNCTION(minimum_gradient_b, b == c ? a * (ELEMENT)0.5 : b < c ? (VECTOR){0} : a)

FUNCTION(copy, a)
FUNCTION(negate, -a)
FUNCTION(abs, __builtin_elementwise_abs(a))
FUNCTION(abs_gradient, b > 0 ? a : b < 0 ? -a : a * 0)
FUNCTION(relu, a <= 0 ? (VECTOR){0} : a)
FUNCTION(relu_gradient, c <= 0 ? (VECTOR){0} : a)
FUNCTION(leaky_relu, a > 0 ? a : a * p)
FUNCTION(leaky_relu_gradient, b > 0 ? a : a * p)
FUNCTION(clamp, (a < p ? p : a) > q ? (VECTOR)(q) : a < p ? (VECTOR)(p) : a)
// An end that is not given is infinite, and nothing lies on it.
#define INSIDE(x, low, high) \
  (((x > low) | ((VECTOR)(low) == -(ELEMENT)INFINITY)) & ((x < high) | ((VECTOR)(high) == (ELEMENT)INFINITY)))
FUNCTION(clamp_gradient, INSIDE(b, p, q) ? a : (VECTOR){0})
#undef INSIDE

FUNCTION(sqrt, __builtin_elementwise_sqrt(a))
FUNCTION(sqrt_gradient, a * (1 / (2 * c)))
FUNCTION(exp, NAME(exp)(a))
FUNCTION(exp_gradient, a *c)
FUNCTION(log, NAME(log)(a))
FUNCTION(log_gradient, a * (1 / b))
FUNCTION(tanh, NAME(tanh)(a))
FUNCTION(tanh_gradient, a * (1 - c * c))
FUNCTION(sigmoid, NAME(sigmoid)(a))
FUNCTION(sigmoid_gradient, a *(c * (1 - c)))
FUNCTION(expm1, NAME(expm1)(a))
FUNCTION(expm1_gradient, a *(c + 1))
FUNCTION(log2, NAME(log2)(a))
FUNCTION(log10, NAME(log10)(a))
// Of a logarithm to a base with the natural logarithm 1 / p.
FUNCTION(logarithm_gradient, a *(p / b))
FUNCTION(log1p, NAME(log1p)(a))
FUNCTION(log1p_gradient, a * (1 / (1 + b)))
FUNCTION(softplus, a *p > q ? a : NAME(softplus)(a * p) / p)
FUNCTION(softplus_gradient, b *p > q ? a : a * NAME(sigmoid)(b * p))
FUNCTION(silu, a *NAME(sigmoid)(a))
FUNCTION(silu_gradient, a *NAME(silu_derivative)(b, NAME(sigmoid)(b)))
FUNCTION(sin, NAME(sin)(a))
FUNCTION(sin_gradient, a *NAME(cos)(b))
FUNCTION(cos, NAME(cos)(a))
FUNCTION(cos_gradient, a * -NAME(sin)(b))
FUNCTION(tan, NAME(tan)(a))
FUNCTION(tan_gradient, a * (1 + c * c))
FUNCTION(atan2, NAME(atan2)(a, b))
FUNCTION(atan2_gradient_a, a * (c / (b * b + c * c)))
FUNCTION(atan2_gradient_b, a * (-b / (b * b + c * c)))
FUNCTION(sign, a > 0 ? (VECTOR)((ELEMENT)1) : a < 0 ? (VECTOR)((ELEMENT) - 1) : a)
FUNCTION(round, __builtin_elementwise_roundeven(a))
FUNCTION(floor, __builtin_elementwise_floor(a))
FUNCTION(ceil, __builtin_elementwise_ceil(a))
FUNCTION(squared_difference, (a - b) * (a - b))
FUNCTION(squared_difference_gradient, p * a * (b - c))
#undef FUNCTION
