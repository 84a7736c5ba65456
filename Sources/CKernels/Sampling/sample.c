#include "include/sample.h"

#include "Sampling/sampling.h"
#include "Tiles/workspace.h"
#include "include/pool.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

// Sampling of pictures at points. Work goes in chunks of result elements, whose arrays stay in the nearest cache:
//
//   points      their coordinates: from a grid, by theta, or along two axes
//   place       neighbours, weights and derivatives, by the rule for what lies outside; once for all channels
//   neighbours  for each channel the pairs of left and right neighbours, above and below
//   values      what lies between them; or from a gradient what each neighbour gets, or what the point gets
//
// Each step is a loop of vectors over the chunk, but for fetching neighbours and giving to them, which go element by
// element. A point that is far away is at −2, where it has no neighbours; masks keep neighbours outside of the picture
// out, and those without weight, so that a whole coordinate gives the pixel itself, bit for bit. A point that is not a
// number is at −2 too, with weights that are none, so that values and gradients are none either.

#define TEMPLATE "Sampling/sample_templates.h"
#include "Levels/each_level.h"

typedef bool (*sample_function)(const fovea_sample_call *);
typedef size_t (*scratch_function)(const fovea_sample_call *);
typedef bool (*gradient_function)(const fovea_sample_call *, void *);
static const sample_function sample_table[][2] = AT_EACH_LEVEL(sample);
static const scratch_function picture_scratch_table[][2] = AT_EACH_LEVEL(picture_scratch);
static const gradient_function picture_table[][2] = AT_EACH_LEVEL(picture_gradient);
static const scratch_function point_scratch_table[][2] = AT_EACH_LEVEL(point_scratch);
static const gradient_function point_table[][2] = AT_EACH_LEVEL(point_gradient);

// Points that serve all pictures are found once: all planes are channels of one picture then.
static fovea_sample_call merged(const fovea_sample_call *call) {
  fovea_sample_call result = *call;
  if (call->points.step == 0) {
    result.shape.channels *= call->shape.pictures;
    result.shape.pictures = 1;
  }
  return result;
}

fovea_outcome fovea_sample(fovea_level level, fovea_element element, const fovea_sample_call *call) {
  const fovea_sample_call mine = merged(call);
  return outcome(sample_table[level][element](&mine));
}

static fovea_outcome gradient(
    scratch_function size, gradient_function function, const fovea_sample_call *call, fovea_scratch *scratch) {
  const fovea_sample_call mine = merged(call);
  char own[small_scratch];
  void *memory = scratch_for(size(&mine), own, scratch);
  return memory ? outcome(function(&mine, memory)) : fovea_needs_scratch;
}

fovea_outcome fovea_sample_picture(
    fovea_level level, fovea_element element, const fovea_sample_call *call, fovea_scratch *scratch) {
  return gradient(picture_scratch_table[level][element], picture_table[level][element], call, scratch);
}

fovea_outcome fovea_sample_points(
    fovea_level level, fovea_element element, const fovea_sample_call *call, fovea_scratch *scratch) {
  return gradient(point_scratch_table[level][element], point_table[level][element], call, scratch);
}
