#include <string.h>
#include <turbojpeg.h>

#include "support.h"

static fovea_status status_of(const char *message) {
  if (strstr(message, "Premature end")) return FOVEA_TRUNCATED;
  if (strstr(message, "Unsupported") || strstr(message, "not supported")) return FOVEA_UNSUPPORTED;
  if (strstr(message, "Insufficient memory") || strstr(message, "Memory allocation")) return FOVEA_NO_MEMORY;
  return FOVEA_CORRUPT;
}

static fovea_status fail(tjhandle handle, fovea_failure *failure) {
  const char *message = tjGetErrorStr2(handle);
  return fovea_fail(failure, status_of(message), message);
}

// Many cameras pad their files; every decoder skips the padding, with this warning.
static bool only_padding(tjhandle handle) {
  return tjGetErrorCode(handle) == TJERR_WARNING && strstr(tjGetErrorStr2(handle), "extraneous bytes");
}

// Walks the segments up to the first scan; false where the bytes end before it. The library itself takes a
// cut header for a damaged one, because it appends an end marker of its own.
static bool has_whole_header(const uint8_t *bytes, size_t count) {
  size_t offset = 2;
  while (offset + 1 < count) {
    const uint8_t marker = bytes[offset + 1];
    const bool is_marker = bytes[offset] == 0xFF && marker != 0 && marker != 0xFF;
    if (!is_marker) {
      offset += 1;
      continue;
    }
    offset += 2;
    // These stand alone; an end marker (D9) before any scan is the library's to judge.
    if (marker == 0xD9) return true;
    if (marker == 0x01 || (marker & 0xF8) == 0xD0 || marker == 0xD8) continue;
    if (count - offset < 2) return false;
    const size_t length = (size_t)bytes[offset] << 8 | bytes[offset + 1];
    if (length > count - offset) return false;
    if (marker == 0xDA) return true;
    offset += length;
  }
  return false;
}

static fovea_status measure(
    tjhandle handle, const uint8_t *bytes, size_t count, fovea_picture *picture, fovea_failure *failure) {
  if (!has_whole_header(bytes, count)) return fovea_fail(failure, FOVEA_TRUNCATED, "no picture data begin");
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (tjDecompressHeader3(handle, bytes, count, &width, &height, &subsampling, &colours) != 0 &&
      !only_padding(handle)) {
    return fail(handle, failure);
  }
  if (width <= 0 || height <= 0) return fovea_fail(failure, FOVEA_CORRUPT, "no width or no height");
  if (colours == TJCS_CMYK || colours == TJCS_YCCK) {
    return fovea_fail(failure, FOVEA_UNSUPPORTED, "its colours are CMYK, for printing");
  }
  picture->width = (uint32_t)width;
  picture->height = (uint32_t)height;
  picture->channels = colours == TJCS_GRAY ? 1 : 3;
  picture->sample_bytes = 1;
  if (!fovea_count_bytes(picture)) { return fovea_fail(failure, FOVEA_TOO_LARGE, "more pixels than can be counted"); }
  return FOVEA_OK;
}

static bool same_size(const fovea_picture *a, const fovea_picture *b) {
  return a->width == b->width && a->height == b->height && a->channels == b->channels;
}

static int decompress(
    tjhandle handle, const uint8_t *bytes, size_t count, uint8_t *pixels, const fovea_picture *picture, int flags) {
  return tjDecompress2(handle, bytes, count, pixels, (int)picture->width, 0, (int)picture->height,
      picture->channels == 1 ? TJPF_GRAY : TJPF_RGB, flags | TJFLAG_LIMITSCANS);
}

static fovea_status decode(tjhandle handle, const uint8_t *bytes, size_t count, uint8_t *pixels,
    const fovea_picture *picture, fovea_failure *failure) {
  if (decompress(handle, bytes, count, pixels, picture, TJFLAG_STOPONWARNING) == 0) return FOVEA_OK;
  if (!only_padding(handle)) return fail(handle, failure);
  // Padding, and perhaps worse behind it: the library keeps the last warning.
  if (decompress(handle, bytes, count, pixels, picture, 0) == 0 || only_padding(handle)) return FOVEA_OK;
  return fail(handle, failure);
}

fovea_status fovea_jpeg_measure(const uint8_t *bytes, size_t count, fovea_picture *picture, fovea_failure *failure) {
  tjhandle handle = tjInitDecompress();
  if (!handle) return FOVEA_NO_MEMORY;
  fovea_status status = measure(handle, bytes, count, picture, failure);
  tjDestroy(handle);
  return status;
}

fovea_status fovea_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, const fovea_picture *picture,
    const int32_t *cancel, fovea_failure *failure) {
  if (fovea_is_cancelled(cancel)) return FOVEA_CANCELLED;
  tjhandle handle = tjInitDecompress();
  if (!handle) return FOVEA_NO_MEMORY;
  // The library checks nothing but the pitch against `pixels`: the header must still say the same.
  fovea_picture again = {0};
  fovea_status status = measure(handle, bytes, count, &again, failure);
  if (status == FOVEA_OK && !same_size(&again, picture)) {
    status = fovea_fail(failure, FOVEA_CORRUPT, "the picture's size changed while it was read");
  }
  if (status == FOVEA_OK) status = decode(handle, bytes, count, pixels, picture, failure);
  tjDestroy(handle);
  return fovea_is_cancelled(cancel) ? FOVEA_CANCELLED : status;
}
