#include "Normalization/lines_template.h"
#include "Normalization/columns_template.h"
