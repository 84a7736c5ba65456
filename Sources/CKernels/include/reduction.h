#ifndef FOVEA_REDUCTION_H
#define FOVEA_REDUCTION_H

#include <stddef.h>

// x is [outer][kept][inner][columns]; what is reduced are outer and inner. All are at least 1.
typedef struct {
  size_t outer, kept, inner, columns;
} fovea_reduction_shape;

#endif
