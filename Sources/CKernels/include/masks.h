#ifndef FOVEA_MASKS_H
#define FOVEA_MASKS_H

#include <stddef.h>

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

#endif
