#include "Elements/exponentials_template.h"
#include "Softmax/lines_template.h"
#include "Softmax/passes_template.h"
