// Poolings for one element type at one CPU level; pooling.c says how they work.

// Bytes of the frames of a group of bands, and elements of a task of pairs, about.
enum { NAME(frame_bytes) = 1 << 17, NAME(task_elements) = 1 << 15 };

static size_t NAME(group_count)(const band_plan *plan) { return (plan->planes * plan->bands + LANES - 1) / LANES; }

// One thread's part of the scratch memory.
static NAME(workspace) NAME(lay_out_workspace)(const NAME(pooling_job) * job, scratch_layout *layout) {
  const band_plan *plan = &job->plan;
  const size_t read = plan->reach * plan->from.width, made = plan->height * plan->to.width;
  NAME(workspace) work = {0};
  work.read = scratch_take(layout, read * VECTOR_BYTES);
  work.made = scratch_take(layout, made * VECTOR_BYTES);
  if (is_mean(job->pass))
    work.sums = scratch_take(layout, plan->from.width * VECTOR_BYTES);
  else
    work.winners = scratch_take(layout, (is_gradient(job->pass) ? read : made) * VECTOR_BYTES);
  return work;
}

// Deals out scratch memory: tables, then each thread's part. With no memory, tells how much it takes.
static size_t NAME(lay_out_pooling)(
    NAME(pooling_job) * job, const fovea_pooling_shape *shape, size_t threads, void *scratch) {
  scratch_layout layout = {.start = scratch}, workspace = {0};
  job->plan = band_plan_for(shape, job->pass, LANES, NAME(frame_bytes) / VECTOR_BYTES);
  job->columns = scratch_take(&layout, job->plan.to.width * sizeof(pooling_span));
  if (is_gradient(job->pass)) job->rows = scratch_take(&layout, job->plan.height * sizeof(pooling_span));
  if (is_mean(job->pass)) job->extents = scratch_take(&layout, shape->columns.windows * sizeof(ELEMENT));
  NAME(lay_out_workspace)(job, &workspace);
  job->workspace_size = scratch_size(&workspace);
  job->workspaces = scratch_take(&layout, at_most(NAME(group_count)(&job->plan), threads) * job->workspace_size);
  return scratch_size(&layout);
}

static void NAME(fill_tables)(const NAME(pooling_job) * job) {
  const fovea_pooling_axis *rows = &job->call->shape.rows, *columns = &job->call->shape.columns;
  if (is_mean(job->pass))
    for (size_t o = 0; o < columns->windows; o++)
      job->extents[o] = (ELEMENT)window_extent(columns, o, job->call->counts_padding);
  if (!is_gradient(job->pass)) {
    for (size_t o = 0; o < columns->windows; o++) job->columns[o] = elements_of_window(columns, o);
    return;
  }
  const pooling_stride along = window_stride(columns), down = window_stride(rows);
  for (size_t x = 0; x < columns->source; x++) job->columns[x] = windows_of_element(columns, along, x, true);
  for (size_t y = 0; y < job->plan.height; y++) {
    job->rows[y] = windows_of_element(rows, down, y, job->plan.bands == 1);
    if (job->rows[y].count > 0) job->rows[y].first -= (int32_t)job->plan.first;
  }
}

static void NAME(run_bands)(void *context, size_t task, size_t worker) {
  NAME(pooling_job) *job = context;
  if (atomic_load_explicit(&job->cancelled, memory_order_relaxed)) return;
  scratch_layout layout = {.start = job->workspaces + worker * job->workspace_size};
  const NAME(workspace) work = NAME(lay_out_workspace)(job, &layout);
  NAME(group) group;
  NAME(set_group)(&job->plan, task, &group);
  bool finished = false;
  switch (job->pass) {
  case fovea_max_pool: finished = NAME(max_group)(job, &group, &work); break;
  case fovea_max_pool_gradient: finished = NAME(max_gradient_group)(job, &group, &work); break;
  case fovea_avg_pool: finished = NAME(avg_group)(job, &group, &work); break;
  case fovea_avg_pool_gradient: finished = NAME(avg_gradient_group)(job, &group, &work); break;
  }
  if (!finished) atomic_store_explicit(&job->cancelled, true, memory_order_relaxed);
}

static void NAME(run_pairs)(void *context, size_t task, size_t worker) {
  (void)worker;
  NAME(pooling_job) *job = context;
  const fovea_pooling_call *call = job->call;
  if (is_raised(call->cancel)) atomic_store_explicit(&job->cancelled, true, memory_order_relaxed);
  if (atomic_load_explicit(&job->cancelled, memory_order_relaxed)) return;
  const size_t first = task * job->task_rows;
  const size_t end = at_most(first + job->task_rows, call->shape.planes * call->shape.rows.windows);
  switch (job->pass) {
  case fovea_max_pool:
    if (call->winners)
      NAME(pair_rows)(fovea_max_pool, call, true, first, end);
    else
      NAME(pair_rows)(fovea_max_pool, call, false, first, end);
    break;
  case fovea_max_pool_gradient: NAME(pair_rows)(fovea_max_pool_gradient, call, true, first, end); break;
  case fovea_avg_pool: NAME(pair_rows)(fovea_avg_pool, call, false, first, end); break;
  case fovea_avg_pool_gradient: NAME(pair_rows)(fovea_avg_pool_gradient, call, false, first, end); break;
  }
}

static size_t NAME(pooling_scratch)(fovea_pooling_pass pass, const fovea_pooling_shape *shape, size_t threads) {
  if (sees_pairs(shape)) return 0;
  NAME(pooling_job) job = {.pass = pass};
  return NAME(lay_out_pooling)(&job, shape, threads, NULL);
}

static bool NAME(pooling)(fovea_pooling_pass pass, const fovea_pooling_call *call, void *scratch) {
  const fovea_pooling_shape *s = &call->shape;
  NAME(pooling_job) job = {.call = call, .pass = pass};
  const size_t threads = is_worth_threads(s) ? call->threads : 1;
  if (sees_pairs(s)) {
    const size_t rows = s->planes * s->rows.windows;
    job.task_rows = 1 + NAME(task_elements) / (4 * s->columns.windows);
    fovea_pool_run((rows + job.task_rows - 1) / job.task_rows, threads, NAME(run_pairs), &job);
  } else {
    NAME(lay_out_pooling)(&job, s, threads, scratch);
    NAME(fill_tables)(&job);
    fovea_pool_run(NAME(group_count)(&job.plan), threads, NAME(run_bands), &job);
  }
  return !atomic_load_explicit(&job.cancelled, memory_order_relaxed);
}
