#ifndef FOVEA_CREADLINE_H
#define FOVEA_CREADLINE_H

#include "completion.h"
#include "history.h"
#include "inspection.h"
#include "line.h"
#include "locale_variable.h"

#endif
