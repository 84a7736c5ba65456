// Multiply-adds in registers for one element type at one CPU level. Included with
//   ELEMENT       the element type
//   NAME(part)    a name of its own for each inclusion
//   TARGET        the attribute that lets the compiler use the level's instructions
//   VECTOR_BYTES  the width of a vector register

#define VECTOR NAME(vector)
typedef ELEMENT VECTOR __attribute__((vector_size(VECTOR_BYTES)));

static TARGET double NAME(turn)(size_t turns) {
  VECTOR sums[PEAK_CHAINS];
  for (size_t chain = 0; chain < PEAK_CHAINS; chain++) sums[chain] = (VECTOR){0} + (ELEMENT)(chain + 1);
  // The volatile numbers keep the compiler from working anything out beforehand; the sums settle at 1.
  volatile ELEMENT half = (ELEMENT)0.5;
  const VECTOR factor = (VECTOR){0} + half, term = (VECTOR){0} + half;
  for (size_t turn = 0; turn < turns; turn++) {
#pragma clang loop unroll(full)
    for (size_t chain = 0; chain < PEAK_CHAINS; chain++) sums[chain] = sums[chain] * factor + term;
  }
  double total = 0;
  for (size_t chain = 0; chain < PEAK_CHAINS; chain++) total += (double)sums[chain][0];
  return total;
}

#undef VECTOR
#undef ELEMENT
#undef SUFFIX
