#include <string.h>
#include <zlib.h>

#include "support.h"

// How much zlib is given, and asked for, between two looks at the cancellation flag.
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

// Behind a member comes another one, the end, or something else: zeros that a tape or disk block was filled up with,
// or what is no gzip.
static bool is_member(const uint8_t *bytes, size_t count) {
  return count >= 1 && bytes[0] == 0x1F && (count == 1 || bytes[1] == 0x8B);
}

static bool is_padding(const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

typedef struct {
  uint8_t *bytes;
  size_t capacity;
  size_t count;
  // What follows the last member.
  size_t left;
} target;

static fovea_status unpack(z_stream *stream, const uint8_t *bytes, size_t count, const int32_t *cancel, target *target,
    fovea_failure *failure) {
  size_t used = 0;
  for (;;) {
    if (fovea_is_cancelled(cancel)) return FOVEA_CANCELLED;
    // One byte beyond the target catches a stream that holds more.
    uint8_t surplus;
    const bool full = target->count == target->capacity;
    const size_t input = smaller(count - used, STEP);
    const size_t room = full ? 1 : smaller(target->capacity - target->count, STEP);
    stream->next_in = (Bytef *)(uintptr_t)(bytes + used);
    stream->avail_in = (uInt)input;
    stream->next_out = full ? &surplus : target->bytes + target->count;
    stream->avail_out = (uInt)room;
    const int code = inflate(stream, Z_NO_FLUSH);
    const size_t taken = input - stream->avail_in, given = room - stream->avail_out;
    used += taken;
    if (full && given > 0) return fovea_fail(failure, FOVEA_TOO_LARGE, "more data than there is room for");
    target->count += given;
    if (code == Z_STREAM_END) {
      if (!is_member(bytes + used, count - used)) {
        target->left = is_padding(bytes + used, count - used) ? 0 : count - used;
        return FOVEA_OK;
      }
      if (inflateReset(stream) != Z_OK) return FOVEA_CORRUPT;
      continue;
    }
    if (code != Z_OK && code != Z_BUF_ERROR) return fail(code, stream, failure);
    if (taken == 0 && given == 0) { return fovea_fail(failure, FOVEA_TRUNCATED, "the packed data end too early"); }
  }
}

fovea_status fovea_gunzip(const uint8_t *bytes, size_t count, uint8_t *unpacked, size_t capacity, const int32_t *cancel,
    size_t *unpacked_count, size_t *left_count, fovea_failure *failure) {
  z_stream stream = {0};
  // 16 asks for the gzip wrapper, whose CRC-32 and length zlib then checks.
  if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) return FOVEA_NO_MEMORY;
  target target = {.bytes = unpacked, .capacity = capacity};
  const fovea_status status = unpack(&stream, bytes, count, cancel, &target, failure);
  inflateEnd(&stream);
  *unpacked_count = target.count;
  *left_count = target.left;
  return status;
}

uint32_t fovea_crc32_of_more(uint32_t start, const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(start, bytes, count);
}

uint32_t fovea_crc32(const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(crc32_z(0, NULL, 0), bytes, count);
}
