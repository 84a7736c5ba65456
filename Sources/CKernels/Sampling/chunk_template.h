// A chunk of a result's elements, and the types that their points are computed in, for one element type at one CPU level.

// A register of doubles; as many elements; as many integers.
#define WIDE_LANES (VECTOR_BYTES / sizeof(double))
#define WIDE NAME(wide)
#define PART NAME(part)
#define PART_INDEX NAME(part_index)
typedef double WIDE __attribute__((ext_vector_type(WIDE_LANES), aligned(sizeof(double))));
typedef ELEMENT PART __attribute__((ext_vector_type(WIDE_LANES), aligned(sizeof(ELEMENT))));
typedef int32_t PART_INDEX __attribute__((ext_vector_type(WIDE_LANES), aligned(sizeof(int32_t))));

// As many 32-bit integers as a vector has elements, and as many of an element's size, which is what comparing gives.
#define INDEX NAME(index)
#define WHOLE NAME(whole)
typedef int32_t INDEX __attribute__((ext_vector_type(LANES), aligned(sizeof(int32_t))));
typedef __typeof__((VECTOR)(0) < (VECTOR)(0)) WHOLE;

// The last vector of an array is whole; what lies beyond `count` has no neighbours.
typedef struct {
  // The first element's position in the plane of the result.
  size_t first, count;
  // Whether a point is not a number.
  bool has_unknown;
  // For interpolation: the neighbour at or before the point, both −2 where there are none; the weights of the
  // neighbours, not numbers where the point is none; the derivative of the place that the point was moved to.
  int32_t row[chunk_room], column[chunk_room];
  ELEMENT above[chunk_room], below[chunk_room], left[chunk_room], right[chunk_room];
  ELEMENT row_derivative[chunk_room], column_derivative[chunk_room];
  // For rounding: where the pixel stands in a plane, or what there is in its place.
  int32_t pixel[chunk_room];
} NAME(chunk) __attribute__((aligned(64)));
