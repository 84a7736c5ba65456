#ifndef FOVEA_STACK_H
#define FOVEA_STACK_H

#include <stddef.h>
#include <stdint.h>

// The lowest address of the calling thread's stack, and its size in bytes; 0 and 0 where the system does not say.
void fovea_stack_bounds(uintptr_t *_Nonnull lowest, size_t *_Nonnull size);

#endif
