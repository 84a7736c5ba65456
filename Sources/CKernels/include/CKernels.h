#ifndef FOVEA_CKERNELS_H
#define FOVEA_CKERNELS_H

#include "cancel.h"
#include "level.h"
#include "matmul.h"
#include "stack.h"

#endif
