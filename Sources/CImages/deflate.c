#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "support.h"

// How much zlib is given, and asked for, between two looks at the cancel word.
#define STEP ((size_t)1 << 18)

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static fovea_status status_of(int code, const z_stream *stream) {
  if (code == Z_MEM_ERROR) return FOVEA_NO_MEMORY;
  bool checksum = stream->msg && (strstr(stream->msg, "data check") || strstr(stream->msg, "length check"));
  return checksum ? FOVEA_BAD_CHECKSUM : FOVEA_CORRUPT;
}

static fovea_status fail(int code, const z_stream *stream, fovea_failure *failure) {
  return fovea_fail(failure, status_of(code, stream), stream->msg ? stream->msg : "not a deflate stream");
}

fovea_status fovea_inflate(const uint8_t *bytes, size_t count, uint8_t *unpacked, size_t unpacked_count,
                           const int32_t *cancel, fovea_failure *failure) {
  z_stream stream = {0};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return FOVEA_NO_MEMORY;
  size_t used = 0, made = 0;
  fovea_status status = FOVEA_OK;
  int code = Z_OK;
  while (code != Z_STREAM_END) {
    if (fovea_is_cancelled(cancel)) {
      status = FOVEA_CANCELLED;
      break;
    }
    // One byte beyond the target catches a stream that holds more than was said.
    uint8_t surplus;
    const bool full = made == unpacked_count;
    const size_t input = smaller(count - used, STEP), room = full ? 1 : smaller(unpacked_count - made, STEP);
    stream.next_in = (Bytef *)(uintptr_t)(bytes + used);
    stream.avail_in = (uInt)input;
    stream.next_out = full ? &surplus : unpacked + made;
    stream.avail_out = (uInt)room;
    code = inflate(&stream, Z_NO_FLUSH);
    const size_t taken = input - stream.avail_in, given = room - stream.avail_out;
    used += taken;
    if (full && given > 0) {
      status = fovea_fail(failure, FOVEA_CORRUPT, "more data than its size says");
      break;
    }
    made += given;
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      status = fail(code, &stream, failure);
      break;
    }
    if (code != Z_STREAM_END && taken == 0 && given == 0) {
      status = fovea_fail(failure, FOVEA_TRUNCATED, "the packed data end too early");
      break;
    }
  }
  inflateEnd(&stream);
  if (status == FOVEA_OK && made != unpacked_count) {
    status = fovea_fail(failure, FOVEA_CORRUPT, "less data than its size says");
  }
  return status;
}

typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} growing;

// Room for at least one more byte, but never for more than `limit` + 1.
static bool make_room(growing *self, size_t limit) {
  if (self->count < self->capacity) return true;
  size_t most = limit == SIZE_MAX ? limit : limit + 1;
  size_t capacity = self->capacity > most / 2 ? most : self->capacity * 2;
  if (capacity < STEP) capacity = smaller(STEP, most);
  uint8_t *larger = realloc(self->bytes, capacity);
  if (!larger) return false;
  self->bytes = larger;
  self->capacity = capacity;
  return true;
}

// Behind a member comes another one, the end, or zeros that a tape or disk block was filled up with.
static bool is_padding(const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

static fovea_status unpack(z_stream *stream, const uint8_t *bytes, size_t count, size_t limit,
                           const int32_t *cancel, growing *target, fovea_failure *failure) {
  size_t used = 0;
  for (;;) {
    if (fovea_is_cancelled(cancel)) return FOVEA_CANCELLED;
    if (!make_room(target, limit)) return FOVEA_NO_MEMORY;
    const size_t input = smaller(count - used, STEP), room = smaller(target->capacity - target->count, STEP);
    stream->next_in = (Bytef *)(uintptr_t)(bytes + used);
    stream->avail_in = (uInt)input;
    stream->next_out = target->bytes + target->count;
    stream->avail_out = (uInt)room;
    const int code = inflate(stream, Z_NO_FLUSH);
    const size_t taken = input - stream->avail_in, given = room - stream->avail_out;
    used += taken;
    target->count += given;
    if (target->count > limit) return fovea_fail(failure, FOVEA_TOO_LARGE, "more data than the limit allows");
    if (code == Z_STREAM_END) {
      if (is_padding(bytes + used, count - used)) return FOVEA_OK;
      if (inflateReset(stream) != Z_OK) return FOVEA_CORRUPT;
      continue;
    }
    if (code != Z_OK && code != Z_BUF_ERROR) return fail(code, stream, failure);
    if (taken == 0 && given == 0) {
      return fovea_fail(failure, FOVEA_TRUNCATED, "the packed data end too early");
    }
  }
}

fovea_status fovea_gunzip(const uint8_t *bytes, size_t count, size_t limit, const int32_t *cancel,
                          uint8_t **unpacked, size_t *unpacked_count, fovea_failure *failure) {
  *unpacked = NULL;
  *unpacked_count = 0;
  z_stream stream = {0};
  // 16 asks for the gzip wrapper, whose CRC-32 and length zlib then checks.
  if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) return FOVEA_NO_MEMORY;
  growing target = {0};
  fovea_status status = unpack(&stream, bytes, count, limit, cancel, &target, failure);
  inflateEnd(&stream);
  if (status == FOVEA_OK) {
    *unpacked = target.bytes;
    *unpacked_count = target.count;
  } else {
    free(target.bytes);
  }
  return status;
}

uint32_t fovea_crc32(const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(crc32_z(0, NULL, 0), bytes, count);
}
