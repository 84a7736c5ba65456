#ifndef FOVEA_CKERNELS_H
#define FOVEA_CKERNELS_H

#include "cancel.h"

#endif
