#ifndef FOVEA_CIMAGES_H
#define FOVEA_CIMAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The thin door to libpng, libturbojpeg, zlib and librsvg: bytes in memory go in, bytes in memory come out.
// Nothing is printed, no error leaves by longjmp, nothing is kept between calls.

typedef enum fovea_status {
  FOVEA_OK = 0,
  // The bytes end before what they describe is complete.
  FOVEA_TRUNCATED,
  // A checksum in the bytes is not that of the data.
  FOVEA_BAD_CHECKSUM,
  // The bytes contradict the format.
  FOVEA_CORRUPT,
  // A valid file of a sort that is not read here.
  FOVEA_UNSUPPORTED,
  // The result would exceed the caller's limit.
  FOVEA_TOO_LARGE,
  // The cancellation flag was raised.
  FOVEA_CANCELLED,
  // The system gave no memory.
  FOVEA_NO_MEMORY,
  // A library that is loaded when it is needed is not there.
  FOVEA_NO_LIBRARY,
} fovea_status;

// What the library said, for a person to read; empty when all went well.
typedef struct {
  char text[160];
} fovea_failure;

// A picture as it will be decoded: rows from the top, channels interleaved.
typedef struct {
  uint32_t width;
  uint32_t height;
  // 1 grey, 3 RGB, 4 RGBA.
  uint32_t channels;
  // 1, or 2 in the machine's byte order.
  uint32_t sample_bytes;
  size_t byte_count;
} fovea_picture;

// The cancellation flag may be NULL; it is looked at per row (PNG), per 256 KiB (zlib), before and after (JPEG).

// Reads the header only, and fills in `picture` as far as it is known; the caller compares it with its limit.
// FOVEA_TOO_LARGE when the bytes cannot be counted; FOVEA_TRUNCATED when `count` bytes cannot hold so many pixels
// even at deflate's best. With `keeps_16`, samples of 16 bits stay so.
fovea_status fovea_png_measure(const uint8_t *_Nonnull bytes, size_t count, bool keeps_16,
    fovea_picture *_Nonnull picture, fovea_failure *_Nonnull failure);

// Decodes into `pixels`, which holds exactly the bytes of `picture` as fovea_png_measure gave it.
fovea_status fovea_png_decode(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull pixels,
    const fovea_picture *_Nonnull picture, const int32_t *_Nullable cancel, fovea_failure *_Nonnull failure);

// Encodes `picture`; `*encoded` is the caller's to give to fovea_release.
fovea_status fovea_png_encode(const uint8_t *_Nonnull pixels, const fovea_picture *_Nonnull picture,
    const int32_t *_Nullable cancel, uint8_t *_Nullable *_Nonnull encoded, size_t *_Nonnull encoded_count,
    fovea_failure *_Nonnull failure);

// As for PNG; grey files have 1 channel, all others 3. A progressive file takes up to twice the pixels' bytes
// on the side.
fovea_status fovea_jpeg_measure(
    const uint8_t *_Nonnull bytes, size_t count, fovea_picture *_Nonnull picture, fovea_failure *_Nonnull failure);

fovea_status fovea_jpeg_decode(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull pixels,
    const fovea_picture *_Nonnull picture, const int32_t *_Nullable cancel, fovea_failure *_Nonnull failure);

// Draws an SVG text on white, stretched to the size of `picture`, whose channels are 3, into `pixels`. `*unknown` is how
// many of `letters` (UTF-8, with a zero at the end) no installed font has.
fovea_status fovea_svg_draw(const uint8_t *_Nonnull svg, size_t count, const char *_Nonnull letters,
    const fovea_picture *_Nonnull picture, uint8_t *_Nonnull pixels, uint32_t *_Nonnull unknown,
    fovea_failure *_Nonnull failure);

// Unpacks a gzip file of one or more members into the `capacity` bytes at `unpacked`. `*unpacked_count` is what was
// written, `*left_count` what follows the last member and is none. FOVEA_TOO_LARGE when more than `capacity` would
// come out.
fovea_status fovea_gunzip(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull unpacked, size_t capacity,
    const int32_t *_Nullable cancel, size_t *_Nonnull unpacked_count, size_t *_Nonnull left_count,
    fovea_failure *_Nonnull failure);

// Unpacks a bare deflate stream, as in a zip file, of which the unpacked size is known.
fovea_status fovea_inflate(const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull unpacked,
    size_t unpacked_count, const int32_t *_Nullable cancel, fovea_failure *_Nonnull failure);

// The CRC-32 of gzip, zip and PNG.
uint32_t fovea_crc32(const uint8_t *_Nullable bytes, size_t count);

// The same, of bytes that follow those whose CRC-32 is `start`.
uint32_t fovea_crc32_of_more(uint32_t start, const uint8_t *_Nullable bytes, size_t count);

// Frees what fovea_png_encode gave; NULL is fine.
void fovea_release(uint8_t *_Nullable memory);

#endif
