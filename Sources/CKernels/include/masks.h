#ifndef FOVEA_MASKS_H
#define FOVEA_MASKS_H

#include <stddef.h>
#include <stdint.h>

// Elements that a mask picks. A mask is bytes, each 1 or 0, one for each element; an element is `size` bytes, which may be
// a whole row.

// How many are 1.
size_t fovea_mask_count(const unsigned char *_Nonnull mask, size_t count);

// Copies the picked elements of `from` one after the other to `to`, which has room for so many more; returns how many.
size_t fovea_mask_take(const unsigned char *_Nonnull mask, size_t count, size_t size, const void *_Nonnull from,
    void *_Nonnull to, size_t room);

// Copies the elements of `from`, of which there are so many, one after the other over the picked ones of `to`; returns how
// many.
size_t fovea_mask_put(const unsigned char *_Nonnull mask, size_t count, size_t size, const void *_Nonnull from,
    void *_Nonnull to, size_t many);

// Copies the one element at `from` over each picked one of `to`.
void fovea_mask_fill(
    const unsigned char *_Nonnull mask, size_t count, size_t size, const void *_Nonnull from, void *_Nonnull to);

// Writes where the picked elements of a row are, a row of `rank` indices for each: first the rank - 1 of `before`, which
// the whole row shares, then the place in the row, counted from `first`. There is room for so many rows of indices;
// returns how many were written.
size_t fovea_mask_indices(const unsigned char *_Nonnull mask, size_t count, int64_t first, const int64_t *_Nonnull before,
    size_t rank, int64_t *_Nonnull to, size_t room);

#endif
