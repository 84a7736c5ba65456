#include "Elements/exponentials_template.h"
#include "Elements/functions_template.h"
#include "Elements/truths_template.h"
#include "Elements/map_template.h"
