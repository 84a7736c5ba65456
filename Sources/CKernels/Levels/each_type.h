// The part of each_level.h that goes through the element types at one level.

#define LANES (VECTOR_BYTES / sizeof(ELEMENT))
#define VECTOR NAME(vector)
#define INTEGERS NAME(integers)
#define DOUBLES NAME(doubles)

#define ELEMENT float
#define SUFFIX f32
#define LANES_LOG (VECTOR_BYTES == 16 ? 2 : VECTOR_BYTES == 32 ? 3 : 4)
#include "Levels/vector.h"
#include TEMPLATE
#undef ELEMENT
#undef SUFFIX
#undef LANES_LOG

#define ELEMENT double
#define SUFFIX f64
#define LANES_LOG (VECTOR_BYTES == 16 ? 1 : VECTOR_BYTES == 32 ? 2 : 3)
#include "Levels/vector.h"
#include TEMPLATE
#undef ELEMENT
#undef SUFFIX
#undef LANES_LOG

#undef LANES
#undef VECTOR
#undef INTEGERS
#undef DOUBLES
#undef LEVEL
#undef VECTOR_BYTES
#undef REGISTERS
