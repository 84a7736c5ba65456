// Comparisons, what is done with the bytes 1 and 0 that they give, and the choice by such bytes: loops that the compiler
// makes vectors of, for one element type at one CPU level.

#define FOVEA_ELEMENT_FUNCTION(name, sign) \
  static void NAME(map_##name)(const fovea_elements_call *call, const row_place *place, size_t count) { \
    const ELEMENT *restrict a = (const ELEMENT *)call->operands[0] + place->operands[0]; \
    const ELEMENT *restrict b = (const ELEMENT *)call->operands[1] + place->operands[1]; \
    unsigned char *restrict to = (unsigned char *)call->to + place->element; \
    const size_t a_step = call->rows.steps[0], b_step = call->rows.steps[1]; \
    if (a_step && b_step) \
      for (size_t i = 0; i < count; i++) to[i] = a[i] sign b[i]; \
    else if (a_step) \
      for (size_t i = 0; i < count; i++) to[i] = a[i] sign b[0]; \
    else if (b_step) \
      for (size_t i = 0; i < count; i++) to[i] = a[0] sign b[i]; \
    else \
      for (size_t i = 0; i < count; i++) to[i] = a[0] sign b[0]; \
  }
FOVEA_ELEMENT_COMPARISONS(FOVEA_ELEMENT_FUNCTION)
#undef FOVEA_ELEMENT_FUNCTION

#define FOVEA_ELEMENT_FUNCTION(name, value) \
  static void NAME(map_##name)(const fovea_elements_call *call, const row_place *place, size_t count) { \
    static const unsigned char nothing = 0; \
    const unsigned char *restrict first = (const unsigned char *)call->operands[0] + place->operands[0]; \
    const unsigned char *restrict second = call->operands[1] \
                                               ? (const unsigned char *)call->operands[1] + place->operands[1] \
                                               : &nothing; \
    unsigned char *restrict to = (unsigned char *)call->to + place->element; \
    const size_t first_step = call->rows.steps[0], second_step = call->operands[1] ? call->rows.steps[1] : 0; \
    if (first_step && second_step) \
      for (size_t i = 0; i < count; i++) { \
        const unsigned char a = first[i], b = second[i]; \
        (void)b, to[i] = value; \
      } \
    else \
      for (size_t i = 0; i < count; i++) { \
        const unsigned char a = first[i * first_step], b = second[i * second_step]; \
        (void)b, to[i] = value; \
      } \
  }
FOVEA_ELEMENT_TRUTHS(FOVEA_ELEMENT_FUNCTION)
#undef FOVEA_ELEMENT_FUNCTION

static void NAME(map_choose)(const fovea_elements_call *call, const row_place *place, size_t count) {
  const unsigned char *restrict chosen = (const unsigned char *)call->operands[0] + place->operands[0];
  const ELEMENT *restrict a = (const ELEMENT *)call->operands[1] + place->operands[1];
  const ELEMENT *restrict b = (const ELEMENT *)call->operands[2] + place->operands[2];
  ELEMENT *restrict to = (ELEMENT *)call->to + place->element;
  const size_t step = call->rows.steps[0], a_step = call->rows.steps[1], b_step = call->rows.steps[2];
  const ELEMENT first_a = a[0], first_b = b[0];
  // Both are loaded before the choice, so that it needs no branch.
  if (step && a_step && b_step)
    for (size_t i = 0; i < count; i++) {
      const ELEMENT x = a[i], y = b[i];
      to[i] = chosen[i] ? x : y;
    }
  else if (step && a_step)
    for (size_t i = 0; i < count; i++) {
      const ELEMENT x = a[i];
      to[i] = chosen[i] ? x : first_b;
    }
  else if (step && b_step)
    for (size_t i = 0; i < count; i++) {
      const ELEMENT y = b[i];
      to[i] = chosen[i] ? first_a : y;
    }
  else if (step)
    for (size_t i = 0; i < count; i++) to[i] = chosen[i] ? first_a : first_b;
  else
    for (size_t i = 0; i < count; i++) to[i] = chosen[0] ? a[i * a_step] : b[i * b_step];
}
