#include "Sampling/pairs_template.h"
#include "Sampling/affine_grid_template.h"
