#include "include/masks.h"

#include <stdint.h>
#include <string.h>

size_t fovea_mask_count(const unsigned char *mask, size_t count) {
  size_t total = 0, i = 0;
  // Eight counts side by side in one word; none of them reaches 256.
  while (i + 8 <= count) {
    const size_t end = i + 8 * 255 < count ? i + 8 * 255 : count;
    uint64_t sums = 0, bytes;
    for (; i + 8 <= end; i += 8) {
      memcpy(&bytes, mask + i, 8);
      sums += bytes;
    }
    const uint64_t pairs = (sums & 0x00FF00FF00FF00FF) + ((sums >> 8) & 0x00FF00FF00FF00FF);
    total += (pairs * 0x0001000100010001) >> 48;
  }
  for (; i < count; i++) total += mask[i];
  return total;
}

// Without a branch on the mask, which no processor foresees: what is not picked is written over by the next.
#define TAKE(type) \
  do { \
    const type *source = from; \
    type *target = to; \
    for (size_t i = 0; i < count && taken < room; i++) { \
      target[taken] = source[i]; \
      taken += mask[i]; \
    } \
  } while (0)

size_t fovea_mask_take(const unsigned char *mask, size_t count, size_t size, const void *from, void *to, size_t room) {
  size_t taken = 0;
  switch (size) {
  case 1: TAKE(uint8_t); break;
  case 4: TAKE(uint32_t); break;
  case 8: TAKE(uint64_t); break;
  default:
    for (size_t i = 0; i < count && taken < room; i++)
      if (mask[i]) memcpy((char *)to + taken++ * size, (const char *)from + i * size, size);
  }
  return taken;
}

#define PUT(type) \
  do { \
    const type *source = from; \
    type *target = to; \
    for (size_t i = 0; i < count && put < many; i++) { \
      const type value = source[put], old = target[i]; \
      target[i] = mask[i] ? value : old; \
      put += mask[i]; \
    } \
  } while (0)

size_t fovea_mask_put(const unsigned char *mask, size_t count, size_t size, const void *from, void *to, size_t many) {
  size_t put = 0;
  switch (size) {
  case 1: PUT(uint8_t); break;
  case 4: PUT(uint32_t); break;
  case 8: PUT(uint64_t); break;
  default:
    for (size_t i = 0; i < count && put < many; i++)
      if (mask[i]) memcpy((char *)to + i * size, (const char *)from + put++ * size, size);
  }
  return put;
}

#define FILL(type) \
  do { \
    const type value = *(const type *)from; \
    type *target = to; \
    for (size_t i = 0; i < count; i++) { \
      const type old = target[i]; \
      target[i] = mask[i] ? value : old; \
    } \
  } while (0)

void fovea_mask_fill(const unsigned char *mask, size_t count, size_t size, const void *from, void *to) {
  switch (size) {
  case 1: FILL(uint8_t); break;
  case 4: FILL(uint32_t); break;
  case 8: FILL(uint64_t); break;
  default:
    for (size_t i = 0; i < count; i++)
      if (mask[i]) memcpy((char *)to + i * size, from, size);
  }
}

size_t fovea_mask_indices(const unsigned char *mask, size_t count, int64_t first, const int64_t *before, size_t rank,
    int64_t *to, size_t room) {
  size_t found = 0;
  switch (rank) {
  case 1:
    for (size_t i = 0; i < count && found < room; i++) {
      to[found] = first + (int64_t)i;
      found += mask[i];
    }
    break;
  case 2:
    for (size_t i = 0; i < count && found < room; i++) {
      to[2 * found] = before[0];
      to[2 * found + 1] = first + (int64_t)i;
      found += mask[i];
    }
    break;
  default:
    for (size_t i = 0; i < count && found < room; i++) {
      if (!mask[i]) continue;
      int64_t *row = to + rank * found++;
      memcpy(row, before, (rank - 1) * sizeof *row);
      row[rank - 1] = first + (int64_t)i;
    }
  }
  return found;
}
