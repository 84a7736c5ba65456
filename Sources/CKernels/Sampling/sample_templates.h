#include "Sampling/pairs_template.h"
#include "Sampling/chunk_template.h"

#define COORDINATE ELEMENT
#define POINT VECTOR
#define STORED VECTOR
#define STORED_INDEX INDEX
#define PLACE(part) NAME(own_##part)
#include "Sampling/place_template.h"
#undef COORDINATE
#undef POINT
#undef STORED
#undef STORED_INDEX
#undef PLACE

#define COORDINATE double
#define POINT WIDE
#define STORED PART
#define STORED_INDEX PART_INDEX
#define PLACE(part) NAME(wide_##part)
#include "Sampling/place_template.h"
#undef COORDINATE
#undef POINT
#undef STORED
#undef STORED_INDEX
#undef PLACE

#include "Sampling/points_template.h"
#include "Sampling/neighbours_template.h"
#include "Sampling/values_template.h"
#include "Sampling/picture_gradient_template.h"
#include "Sampling/point_gradient_template.h"
