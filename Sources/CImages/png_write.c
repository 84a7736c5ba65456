#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

typedef struct {
  png_structp png;
  png_infop info;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  fovea_status status;
  fovea_failure *failure;
} writer;

static void put_bytes(png_structp png, png_bytep source, size_t count) {
  writer *self = png_get_io_ptr(png);
  if (count > self->capacity - self->count) {
    size_t capacity = (self->count + count) * 2;
    uint8_t *larger = realloc(self->bytes, capacity);
    if (!larger) {
      self->status = FOVEA_NO_MEMORY;
      png_error(png, "out of memory");
    }
    self->bytes = larger;
    self->capacity = capacity;
  }
  memcpy(self->bytes + self->count, source, count);
  self->count += count;
}

// libpng wants one; memory has nothing to flush.
static void flush_nothing(png_structp png) { (void)png; }

static void note_error(png_structp png, png_const_charp message) {
  writer *self = png_get_error_ptr(png);
  if (self->status == FOVEA_OK) {
    const bool memory = strstr(message, "ut of memory") || strstr(message, "nsufficient memory");
    self->status = memory ? FOVEA_NO_MEMORY : FOVEA_UNSUPPORTED;
  }
  fovea_fail(self->failure, self->status, message);
  png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static bool open_writer(writer *self) {
  self->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, self, note_error, ignore_warning);
  if (!self->png) return false;
  self->info = png_create_info_struct(self->png);
  if (!self->info) return false;
  png_set_write_fn(self->png, self, put_bytes, flush_nothing);
  png_set_user_limits(self->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  return true;
}

static fovea_status encode(
    writer *self, const uint8_t *pixels, const fovea_picture *picture, int type, const int32_t *cancel) {
  if (setjmp(png_jmpbuf(self->png))) return self->status;
  png_set_IHDR(self->png, self->info, picture->width, picture->height, 8, type, PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(self->png, self->info);
  const size_t row_bytes = (size_t)picture->width * picture->channels;
  for (uint32_t row = 0; row < picture->height; row++) {
    if (fovea_is_cancelled(cancel)) return FOVEA_CANCELLED;
    png_write_row(self->png, pixels + row * row_bytes);
  }
  png_write_end(self->png, NULL);
  return FOVEA_OK;
}

fovea_status fovea_png_encode(const uint8_t *pixels, const fovea_picture *picture, const int32_t *cancel,
    uint8_t **encoded, size_t *encoded_count, fovea_failure *failure) {
  *encoded = NULL;
  *encoded_count = 0;
  int type;
  switch (picture->channels) {
  case 1: type = PNG_COLOR_TYPE_GRAY; break;
  case 3: type = PNG_COLOR_TYPE_RGB; break;
  case 4: type = PNG_COLOR_TYPE_RGB_ALPHA; break;
  default: return fovea_fail(failure, FOVEA_UNSUPPORTED, "a PNG has 1, 3 or 4 channels");
  }
  writer self = {.failure = failure};
  fovea_status status = FOVEA_NO_MEMORY;
  if (open_writer(&self)) status = encode(&self, pixels, picture, type, cancel);
  png_destroy_write_struct(&self.png, &self.info);
  if (status == FOVEA_OK) {
    *encoded = self.bytes;
    *encoded_count = self.count;
  } else {
    free(self.bytes);
  }
  return status;
}

void fovea_release(uint8_t *memory) { free(memory); }
