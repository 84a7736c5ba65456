#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "support.h"

typedef struct {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count;
  size_t offset;
  const int32_t *cancel;
  fovea_status status;
  fovea_failure *failure;
} reader;

static void take_bytes(png_structp png, png_bytep target, size_t count) {
  reader *self = png_get_io_ptr(png);
  if (count > self->count - self->offset) {
    self->status = FOVEA_TRUNCATED;
    png_error(png, "the file ends too early");
  }
  memcpy(target, self->bytes + self->offset, count);
  self->offset += count;
}

static void note_error(png_structp png, png_const_charp message) {
  reader *self = png_get_error_ptr(png);
  if (self->status == FOVEA_OK) {
    if (strstr(message, "CRC error") || strstr(message, "incorrect data check")) {
      self->status = FOVEA_BAD_CHECKSUM;
    } else if (strstr(message, "Out of memory") || strstr(message, "out of memory")) {
      self->status = FOVEA_NO_MEMORY;
    } else {
      self->status = FOVEA_CORRUPT;
    }
  }
  fovea_fail(self->failure, self->status, message);
  png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static bool open_reader(reader *self) {
  self->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, self, note_error, ignore_warning);
  if (!self->png) return false;
  self->info = png_create_info_struct(self->png);
  if (!self->info) return false;
  png_set_read_fn(self->png, self, take_bytes);
  // The caller's limit decides, so libpng's own (a million) steps back.
  png_set_user_limits(self->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  // Of side chunks that say nothing of the pixels only the checksums are looked at: for some of them libpng takes as much
  // memory as their headers say, before any byte of it is there.
  png_set_keep_unknown_chunks(self->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  // A damaged side chunk (transparency, say) would change the picture silently: it is an error too.
  png_set_crc_action(self->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  return true;
}

static void close_reader(reader *self) { png_destroy_read_struct(&self->png, &self->info, NULL); }

// 1 for grey, 4 for anything with transparency, else 3.
static uint32_t channels_of(const reader *self) {
  int type = png_get_color_type(self->png, self->info);
  bool transparent = (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(self->png, self->info, PNG_INFO_tRNS);
  if (transparent) return 4;
  return type == PNG_COLOR_TYPE_GRAY ? 1 : 3;
}

// No function below may change a local variable of its own after setjmp and read it after the jump.

static fovea_status measure(reader *self, bool keeps_16, fovea_picture *picture) {
  if (setjmp(png_jmpbuf(self->png))) return self->status;
  png_read_info(self->png, self->info);
  picture->width = png_get_image_width(self->png, self->info);
  picture->height = png_get_image_height(self->png, self->info);
  picture->channels = channels_of(self);
  picture->sample_bytes = keeps_16 && png_get_bit_depth(self->png, self->info) == 16 ? 2 : 1;
  if (!fovea_count_bytes(picture)) {
    return fovea_fail(self->failure, FOVEA_TOO_LARGE, "more pixels than can be counted");
  }
  size_t stored = 0;
  const size_t row_bytes = png_get_rowbytes(self->png, self->info);
  const bool overflow = __builtin_mul_overflow(row_bytes, (size_t)picture->height, &stored);
  if (overflow || stored / FOVEA_DEFLATE_RATIO > self->count) {
    return fovea_fail(self->failure, FOVEA_TRUNCATED, "fewer bytes than so many pixels can be packed into");
  }
  return FOVEA_OK;
}

static void ask_for(reader *self, uint32_t sample_bytes) {
  png_set_expand(self->png);
  if (sample_bytes == 1) {
    png_set_scale_16(self->png);
  } else if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) {
    png_set_swap(self->png);
  }
  if (channels_of(self) == 4) png_set_gray_to_rgb(self->png);
}

static fovea_status decode(reader *self, uint8_t *pixels, const fovea_picture *picture) {
  if (setjmp(png_jmpbuf(self->png))) return self->status;
  png_read_info(self->png, self->info);
  ask_for(self, picture->sample_bytes);
  const int passes = png_set_interlace_handling(self->png);
  png_read_update_info(self->png, self->info);
  const size_t row_bytes = png_get_rowbytes(self->png, self->info);
  const uint32_t height = png_get_image_height(self->png, self->info);
  const size_t byte_count = picture->byte_count;
  if (row_bytes == 0 || byte_count % row_bytes != 0 || byte_count / row_bytes != height) {
    return fovea_fail(self->failure, FOVEA_CORRUPT, "the picture's size changed while it was read");
  }
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t row = 0; row < height; row++) {
      if (fovea_is_cancelled(self->cancel)) return FOVEA_CANCELLED;
      png_read_row(self->png, pixels + row * row_bytes, NULL);
    }
  }
  // To the end chunk, so that the last checksums are looked at.
  png_read_end(self->png, NULL);
  return FOVEA_OK;
}

fovea_status fovea_png_measure(
    const uint8_t *bytes, size_t count, bool keeps_16, fovea_picture *picture, fovea_failure *failure) {
  reader self = {.bytes = bytes, .count = count, .failure = failure};
  fovea_status status = FOVEA_NO_MEMORY;
  if (open_reader(&self)) status = measure(&self, keeps_16, picture);
  close_reader(&self);
  return status;
}

fovea_status fovea_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, const fovea_picture *picture,
    const int32_t *cancel, fovea_failure *failure) {
  reader self = {.bytes = bytes, .count = count, .cancel = cancel, .failure = failure};
  fovea_status status = FOVEA_NO_MEMORY;
  if (open_reader(&self)) status = decode(&self, pixels, picture);
  close_reader(&self);
  return status;
}
