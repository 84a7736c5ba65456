#include "Tiles/transpose_template.h"
#include "Tiles/tile_template.h"
#include "Tiles/dot_template.h"
#include "Products/matmul_template.h"
