#ifndef FOVEA_CKERNELS_H
#define FOVEA_CKERNELS_H

#include "affine_grid.h"
#include "cancel.h"
#include "conv.h"
#include "element.h"
#include "elements.h"
#include "extremes.h"
#include "factors.h"
#include "level.h"
#include "masks.h"
#include "matmul.h"
#include "normalization.h"
#include "pool.h"
#include "sample.h"
#include "pooling.h"
#include "reduction.h"
#include "scratch.h"
#include "softmax.h"
#include "sort.h"
#include "stack.h"
#include "sums.h"

#endif
