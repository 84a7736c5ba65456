// A function of the elements along pieces of rows, for one element type at one CPU level.

// One operand along a piece of a row. What stands still is repeated in a vector of its own.
typedef struct {
  const ELEMENT *at;
  size_t step;
} NAME(operand);

static inline __attribute__((always_inline)) NAME(operand)
    NAME(operand_at)(const fovea_elements_call *call, const row_place *place, size_t number, ELEMENT *still) {
  const ELEMENT *at = call->operands[number];
  if (!at) return (NAME(operand)){.at = still};
  at += place->operands[number];
  if (call->rows.steps[number] == 1) return (NAME(operand)){.at = at, .step = 1};
  NAME(store)(still, (VECTOR)(*at));
  return (NAME(operand)){.at = still};
}

typedef VECTOR (*NAME(function))(VECTOR, VECTOR, VECTOR, ELEMENT, ELEMENT);

static inline __attribute__((always_inline)) void NAME(map_piece)(const NAME(function) function, const NAME(operand) a,
    const NAME(operand) b, const NAME(operand) c, ELEMENT *to, const size_t count, const ELEMENT p, const ELEMENT q) {
  if (count < LANES) {
    const VECTOR value = function(
        NAME(load_some)(a.at, count, 0), NAME(load_some)(b.at, count, 0), NAME(load_some)(c.at, count, 0), p, q);
    NAME(store_some)(to, value, count);
    return;
  }
  for (size_t next = 0; next < count; next += LANES) {
    // The last vector lies over the one before.
    const size_t i = at_most(next, count - LANES);
    NAME(store)(to + i,
        function(NAME(load)(a.at + i * a.step), NAME(load)(b.at + i * b.step), NAME(load)(c.at + i * c.step), p, q));
  }
}

typedef void (*NAME(mapping))(const fovea_elements_call *, const row_place *, size_t);

#define FOVEA_ELEMENT_FUNCTION(name) \
  static void NAME(map_##name)(const fovea_elements_call *call, const row_place *place, size_t count) { \
    ELEMENT still[3][LANES] = {{0}}; \
    NAME(map_piece)(NAME(of_##name), NAME(operand_at)(call, place, 0, still[0]), \
        NAME(operand_at)(call, place, 1, still[1]), NAME(operand_at)(call, place, 2, still[2]), \
        (ELEMENT *)call->to + place->element, count, (ELEMENT)call->p, (ELEMENT)call->q); \
  }
FOVEA_ELEMENT_FUNCTIONS(FOVEA_ELEMENT_FUNCTION)
#undef FOVEA_ELEMENT_FUNCTION

#define FOVEA_ELEMENT_FUNCTION(name, ...) NAME(map_##name),
static const NAME(mapping) NAME(mappings)[] = {
    FOVEA_ELEMENT_FUNCTIONS(FOVEA_ELEMENT_FUNCTION) FOVEA_ELEMENT_COMPARISONS(FOVEA_ELEMENT_FUNCTION)
        FOVEA_ELEMENT_TRUTHS(FOVEA_ELEMENT_FUNCTION) NAME(map_choose)};
#undef FOVEA_ELEMENT_FUNCTION

static void NAME(elements_task)(void *context, size_t task, size_t worker) {
  (void)worker;
  elements_job *job = context;
  const fovea_elements_call *call = job->call;
  const size_t end = at_most((task + 1) * elements_of_task, call->rows.count);
  row_place place = place_of(&call->rows, task * elements_of_task);
  if (is_raised(call->cancel)) atomic_store_explicit(&job->cancelled, true, memory_order_relaxed);
  if (atomic_load_explicit(&job->cancelled, memory_order_relaxed)) return;
  while (place.element < end) {
    const size_t count = at_most(place.left, end - place.element);
    NAME(mappings)[job->function](call, &place, count);
    advance(&call->rows, &place, count);
  }
}
