#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

// librsvg and what it needs (cairo, pango, fontconfig) are forty libraries that a program would load at each start.
// They are loaded with the first figure instead, and declared here as their manuals do: their interfaces have been stable
// since librsvg 2.46 (2019) and cairo 1.0.

typedef struct {
  uint32_t domain;
  int code;
  char *message;
} glib_error;

typedef struct {
  double x, y, width, height;
} rsvg_rectangle;

enum { CAIRO_ARGB32 = 0, CAIRO_SUCCESS = 0 };

typedef struct {
  void *(*rsvg_new)(const uint8_t *text, unsigned long count, glib_error **error);
  int (*rsvg_render)(void *handle, void *cairo, const rsvg_rectangle *viewport, glib_error **error);
  void (*unref)(void *object);
  void (*free_error)(glib_error *error);
  void *(*surface_create)(unsigned char *pixels, int format, int width, int height, int stride);
  int (*surface_status)(void *surface);
  void (*surface_flush)(void *surface);
  void (*surface_destroy)(void *surface);
  void *(*cairo_create)(void *surface);
  int (*cairo_status)(void *cairo);
  void (*cairo_destroy)(void *cairo);
  void *(*layout_create)(void *cairo);
  void (*layout_set_text)(void *layout, const char *text, int count);
  int (*layout_unknown)(void *layout);
} library;

static bool find(void *handle, const char *name, void *target) {
  void *address = dlsym(handle, name);
  // POSIX lets the address of a function be kept in a pointer to data.
  memcpy(target, &address, sizeof address);
  return address != NULL;
}

static bool open_library(library *self, fovea_failure *failure) {
  // It stays loaded: glib cannot be taken out again.
  void *handle = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!handle) {
    const char *reason = dlerror();
    fovea_fail(failure, FOVEA_NO_LIBRARY, reason ? reason : "librsvg-2.so.2 cannot be loaded");
    return false;
  }
  const bool complete = find(handle, "rsvg_handle_new_from_data", &self->rsvg_new) &&
                        find(handle, "rsvg_handle_render_document", &self->rsvg_render) &&
                        find(handle, "g_object_unref", &self->unref) &&
                        find(handle, "g_error_free", &self->free_error) &&
                        find(handle, "cairo_image_surface_create_for_data", &self->surface_create) &&
                        find(handle, "cairo_surface_status", &self->surface_status) &&
                        find(handle, "cairo_surface_flush", &self->surface_flush) &&
                        find(handle, "cairo_surface_destroy", &self->surface_destroy) &&
                        find(handle, "cairo_create", &self->cairo_create) &&
                        find(handle, "cairo_status", &self->cairo_status) &&
                        find(handle, "cairo_destroy", &self->cairo_destroy) &&
                        find(handle, "pango_cairo_create_layout", &self->layout_create) &&
                        find(handle, "pango_layout_set_text", &self->layout_set_text) &&
                        find(handle, "pango_layout_get_unknown_glyphs_count", &self->layout_unknown);
  if (!complete) fovea_fail(failure, FOVEA_NO_LIBRARY, "librsvg is older than 2.46");
  return complete;
}

static fovea_status fail_with(library *self, glib_error *error, fovea_failure *failure) {
  const fovea_status status =
      fovea_fail(failure, FOVEA_CORRUPT, error && error->message ? error->message : "the figure cannot be drawn");
  if (error) self->free_error(error);
  return status;
}

static fovea_status draw(library *self, void *cairo, const uint8_t *svg, size_t count, const fovea_picture *picture,
    fovea_failure *failure) {
  glib_error *error = NULL;
  void *handle = self->rsvg_new(svg, count, &error);
  if (!handle) return fail_with(self, error, failure);
  const rsvg_rectangle all = {0, 0, picture->width, picture->height};
  const int drawn = self->rsvg_render(handle, cairo, &all, &error);
  self->unref(handle);
  return drawn ? FOVEA_OK : fail_with(self, error, failure);
}

static uint32_t unknown_letters(library *self, void *cairo, const char *letters) {
  void *layout = self->layout_create(cairo);
  if (!layout) return 0;
  self->layout_set_text(layout, letters, -1);
  const int unknown = self->layout_unknown(layout);
  self->unref(layout);
  return unknown > 0 ? (uint32_t)unknown : 0;
}

// The pixels are opaque, so that cairo's colours are not weighted.
static void take_colors(const uint32_t *drawn, size_t count, uint8_t *pixels) {
  for (size_t place = 0; place < count; place++) {
    pixels[3 * place] = (uint8_t)(drawn[place] >> 16);
    pixels[3 * place + 1] = (uint8_t)(drawn[place] >> 8);
    pixels[3 * place + 2] = (uint8_t)drawn[place];
  }
}

fovea_status fovea_svg_draw(const uint8_t *svg, size_t count, const char *letters, const fovea_picture *picture,
    uint8_t *pixels, uint32_t *unknown, fovea_failure *failure) {
  *unknown = 0;
  library self;
  if (!open_library(&self, failure)) return FOVEA_NO_LIBRARY;
  const size_t area = (size_t)picture->width * picture->height;
  uint32_t *drawn = malloc(area * sizeof *drawn);
  if (!drawn) return fovea_fail(failure, FOVEA_NO_MEMORY, "out of memory");
  memset(drawn, 0xFF, area * sizeof *drawn);
  fovea_status status = FOVEA_NO_MEMORY;
  void *surface = self.surface_create((unsigned char *)drawn, CAIRO_ARGB32, (int)picture->width, (int)picture->height,
      (int)(picture->width * sizeof *drawn));
  void *cairo = self.cairo_create(surface);
  if (self.surface_status(surface) == CAIRO_SUCCESS && self.cairo_status(cairo) == CAIRO_SUCCESS) {
    status = draw(&self, cairo, svg, count, picture, failure);
    if (status == FOVEA_OK) *unknown = unknown_letters(&self, cairo, letters);
    self.surface_flush(surface);
  }
  self.cairo_destroy(cairo);
  self.surface_destroy(surface);
  if (status == FOVEA_OK) take_colors(drawn, area, pixels);
  free(drawn);
  return status;
}
