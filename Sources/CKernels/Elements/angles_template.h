// Sines, cosines, tangents and angles of vectors, for one element type at one CPU level: within four units in the last
// place, as the tests measure. The polynomials are those of fdlibm for double, and of Cephes for float.

#define IS_FLOAT (sizeof(ELEMENT) == 4)
#define SHIFTER ((ELEMENT)(IS_FLOAT ? 0x1.8p23 : 0x1.8p52))
// π/2 in three parts: the first two have so few bits that their products with a count of quarter turns are exact.
#define QUARTER_1 0x1.921fb544p+0
#define QUARTER_2 0x1.0b4611a6p-34
#define QUARTER_3 0x1.3198a2e037073p-69
// Beyond this the C library takes over, which reduces by as many digits of π as it takes.
#define LARGEST_ANGLE ((ELEMENT)1e6)

// Sine and cosine of what an angle leaves over after whole quarter turns, and how many these are.
typedef struct {
  VECTOR sin, cos;
  INTEGERS quarters;
} NAME(turned);

// Σ aₖ·zᵏ for `count` coefficients.
static inline __attribute__((always_inline)) VECTOR NAME(polynomial)(const double *a, const int count, VECTOR z) {
  VECTOR sum = (VECTOR)((ELEMENT)a[count - 1]);
#pragma clang loop unroll(full)
  for (int k = count - 2; k >= 0; k--) sum = sum * z + (ELEMENT)a[k];
  return sum;
}

static inline __attribute__((always_inline)) NAME(turned) NAME(turn)(VECTOR x) {
  VECTOR rest, tail, n;
  if (IS_FLOAT) {
    // In double one subtraction is exact enough, so that nothing is left for a tail.
    const DOUBLES wide = __builtin_convertvector(x, DOUBLES);
    const DOUBLES count = (wide * 0x1.45f306dc9c883p-1 + 0x1.8p52) - 0x1.8p52;
    rest = __builtin_convertvector((wide - count * QUARTER_1) - count * (QUARTER_2 + QUARTER_3), VECTOR);
    tail = (VECTOR){0};
    n = __builtin_convertvector(count, VECTOR);
  } else {
    n = (x * (ELEMENT)0x1.45f306dc9c883p-1 + SHIFTER) - SHIFTER;
    const VECTOR first = x - n * (ELEMENT)QUARTER_1, second = n * (ELEMENT)QUARTER_2, both = first - second;
    const VECTOR third = n * (ELEMENT)QUARTER_3 - ((first - both) - second);
    rest = both - third;
    tail = (both - rest) - third;
  }
  static const double sines[] = {8.33333333332248946124e-03, -1.98412698298579493134e-04, 2.75573137070700676789e-06,
      -2.50507602534068634195e-08, 1.58969099521155010221e-10};
  static const double cosines[] = {4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
      -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11};
  static const double short_sines[] = {8.3321608736e-3, -1.9515295891e-4};
  static const double short_cosines[] = {4.166664568298827e-2, -1.388731625493765e-3, 2.443315711809948e-5};
  const ELEMENT sixth = (ELEMENT)(IS_FLOAT ? -1.6666654611e-1 : -1.66666666666666324348e-01);
  const VECTOR z = rest * rest, cube = z * rest, half = (ELEMENT)0.5 * z;
  const VECTOR of_sine = IS_FLOAT ? NAME(polynomial)(short_sines, 2, z) : NAME(polynomial)(sines, 5, z);
  const VECTOR of_cosine = z * (IS_FLOAT ? NAME(polynomial)(short_cosines, 3, z) : NAME(polynomial)(cosines, 6, z));
  const VECTOR one_less = 1 - half;
  return (NAME(turned)){
      .sin = rest - ((z * ((ELEMENT)0.5 * tail - cube * of_sine) - tail) - cube * sixth),
      .cos = one_less + (((1 - one_less) - half) + (z * of_cosine - rest * tail)),
      .quarters = (INTEGERS)(n + SHIFTER) - (INTEGERS)((VECTOR)(SHIFTER)),
  };
}

// The value with its sign turned where the second lowest bit is set.
static inline __attribute__((always_inline)) VECTOR NAME(turned_round)(VECTOR value, INTEGERS quarters) {
  return (VECTOR)((INTEGERS)value ^ ((quarters & 2) << (8 * (int)sizeof(ELEMENT) - 2)));
}

// Large angles one by one.
#define WITH_LARGE_ANGLES(name, x, value) \
  const INTEGERS is_large = __builtin_elementwise_abs(x) > LARGEST_ANGLE; \
  if (__builtin_reduce_or(is_large)) \
    for (size_t l = 0; l < LANES; l++) \
      if (is_large[l]) value[l] = IS_FLOAT ? (ELEMENT)name##f((float)x[l]) : (ELEMENT)name((double)x[l]);

static inline __attribute__((always_inline)) VECTOR NAME(sin)(VECTOR x) {
  const NAME(turned) t = NAME(turn)(x);
  VECTOR value = NAME(turned_round)((t.quarters & 1) == 1 ? t.cos : t.sin, t.quarters);
  WITH_LARGE_ANGLES(sin, x, value)
  return value;
}

static inline __attribute__((always_inline)) VECTOR NAME(cos)(VECTOR x) {
  const NAME(turned) t = NAME(turn)(x);
  VECTOR value = NAME(turned_round)((t.quarters & 1) == 1 ? t.sin : t.cos, t.quarters + 1);
  WITH_LARGE_ANGLES(cos, x, value)
  return value;
}

static inline __attribute__((always_inline)) VECTOR NAME(tan)(VECTOR x) {
  const NAME(turned) t = NAME(turn)(x);
  const INTEGERS is_odd = (t.quarters & 1) == 1;
  VECTOR value = (is_odd ? -t.cos : t.sin) / (is_odd ? t.sin : t.cos);
  WITH_LARGE_ANGLES(tan, x, value)
  return value;
}

// arctan t for 0 ≤ t ≤ tan(π/8).
static inline __attribute__((always_inline)) VECTOR NAME(small_arctangent)(VECTOR t) {
  static const double terms[] = {3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01,
      -1.11111104054623557880e-01, 9.09088713343650656196e-02, -7.69187620504482999495e-02, 6.66107313738753120669e-02,
      -5.83357013379057348645e-02, 4.97687799461593236017e-02, -3.65315727442169155270e-02, 1.62858201153657823623e-02};
  static const double short_terms[] = {3.33329491539e-1, -1.99777106478e-1, 1.38776856032e-1, -8.05374449538e-2};
  const VECTOR z = t * t;
  return t - t * z * (IS_FLOAT ? NAME(polynomial)(short_terms, 4, z) : NAME(polynomial)(terms, 11, z));
}

// The angle of the point (x, y): of the smaller side over the larger one, and then turned into its octant.
static inline __attribute__((always_inline)) VECTOR NAME(atan2)(VECTOR y, VECTOR x) {
  const ELEMENT huge = (ELEMENT)(IS_FLOAT ? 0x1p126 : 0x1p1022);
  const VECTOR up = __builtin_elementwise_abs(y), right = __builtin_elementwise_abs(x);
  const INTEGERS is_steep = up > right;
  VECTOR large = is_steep ? up : right, small = is_steep ? right : up;
  // Sums of huge sides stay numbers, and infinite ones count as equal.
  const INTEGERS is_endless = large == (ELEMENT)INFINITY;
  small = is_endless ? (small == large ? (VECTOR)((ELEMENT)1) : (VECTOR){0}) : small;
  large = is_endless ? (VECTOR)((ELEMENT)1) : large;
  const VECTOR scale = large > huge ? (VECTOR)((ELEMENT)0.25) : (VECTOR)((ELEMENT)1);
  small *= scale;
  large *= scale;
  const INTEGERS is_middle = small > large * (ELEMENT)0x1.a827999fcef31p-2;
  const VECTOR quotient = (is_middle ? small - large : small) / (is_middle ? small + large : large);
  const VECTOR bounded = large == 0 ? (VECTOR){0} : quotient, size = __builtin_elementwise_abs(bounded);
  const VECTOR part = __builtin_elementwise_copysign(NAME(small_arctangent)(size), bounded);
  const VECTOR none = (VECTOR){0};
  // π/4, π/2 and π each with what their first part lacks.
  const VECTOR eighth = is_middle ? (VECTOR)((ELEMENT)0x1.921fb54442d18p-1) : none,
               eighth_tail = is_middle ? (VECTOR)((ELEMENT)(IS_FLOAT ? -0x1.777a5cp-26 : 0x1.1a62633145c07p-55)) : none;
  const VECTOR half_pi = (VECTOR)((ELEMENT)0x1.921fb54442d18p+0), pi = 2 * half_pi;
  const ELEMENT half_pi_tail = (ELEMENT)(IS_FLOAT ? -0x1.777a5cp-25 : 0x1.1a62633145c07p-54);
  VECTOR angle = eighth + (part + eighth_tail);
  angle = is_steep ? half_pi - (angle - half_pi_tail) : angle;
  const INTEGERS is_left = (INTEGERS)x < 0;
  angle = is_left ? pi - (angle - 2 * half_pi_tail) : angle;
  angle = __builtin_elementwise_copysign(angle, y);
  return ((x != x) | (y != y)) ? (VECTOR)((ELEMENT)NAN) : angle;
}

#undef WITH_LARGE_ANGLES
#undef IS_FLOAT
#undef SHIFTER
#undef QUARTER_1
#undef QUARTER_2
#undef QUARTER_3
#undef LARGEST_ANGLE
