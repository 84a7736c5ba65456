// Sorts entries by their keys, digit after digit from the lowest on (radix sort), which keeps the order of equal keys.
// Included once for each kind of entry, with
//   ENTRY         the type
//   KEY(entry)    its key, an unsigned number of KEY_BITS bits
//   NAMED(part)   a name of its own for each inclusion

// Few entries: each is put in its place among those before it.
static void NAMED(insert)(ENTRY *entries, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const ENTRY entry = entries[i];
    size_t place = i;
    for (; place > 0 && KEY(entries[place - 1]) > KEY(entry); place--) entries[place] = entries[place - 1];
    entries[place] = entry;
  }
}

// Moves the entries to where `next` says that those with their digit begin. False where it was stopped.
static bool NAMED(distribute)(const ENTRY *from, ENTRY *to, size_t count, size_t *next, int shift, size_t mask,
    const fovea_cancel_flag *cancel) {
  for (size_t start = 0; start < count; start += entries_between_looks) {
    if (is_raised(cancel)) return false;
    const size_t end = at_most(count, start + entries_between_looks);
    for (size_t i = start; i < end; i++) to[next[(size_t)(KEY(from[i]) >> shift) & mask]++] = from[i];
  }
  return true;
}

// The sorted entries: in the first or the second of the two buffers. Null where it was stopped.
static ENTRY *NAMED(sort)(
    ENTRY *entries, ENTRY *other, size_t count, size_t *counts, const fovea_cancel_flag *cancel) {
  if (count <= most_inserted) {
    NAMED(insert)(entries, count);
    return entries;
  }
  const int digit_bits = count <= most_with_short_digits ? short_digit_bits : long_digit_bits;
  const int digits = (KEY_BITS + digit_bits - 1) / digit_bits;
  const size_t values = (size_t)1 << digit_bits, mask = values - 1;
  memset(counts, 0, (size_t)digits * values * sizeof *counts);
  for (size_t start = 0; start < count; start += entries_between_looks) {
    if (is_raised(cancel)) return NULL;
    const size_t end = at_most(count, start + entries_between_looks);
    for (size_t i = start; i < end; i++)
      for (int digit = 0; digit < digits; digit++)
        counts[(size_t)digit * values + ((size_t)(KEY(entries[i]) >> (digit * digit_bits)) & mask)]++;
  }
  for (int digit = 0; digit < digits; digit++) {
    size_t *next = counts + (size_t)digit * values;
    // A digit that all have in common moves nothing.
    if (next[(size_t)(KEY(entries[0]) >> (digit * digit_bits)) & mask] == count) continue;
    size_t before = 0;
    for (size_t value = 0; value < values; value++) {
      const size_t own = next[value];
      next[value] = before;
      before += own;
    }
    if (!NAMED(distribute)(entries, other, count, next, digit * digit_bits, mask, cancel)) return NULL;
    ENTRY *sorted = other;
    other = entries;
    entries = sorted;
  }
  return entries;
}
