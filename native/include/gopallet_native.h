// The C side of libgopallet_native. All functions may be called on any thread.
#ifndef GOPALLET_NATIVE_H
#define GOPALLET_NATIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Memory that is freed by hand (native/src/manual.rs, native/src/c_abi.rs).
typedef struct gopallet_manual gopallet_manual;

enum {
    GOPALLET_MMAP = 0,     // pages of their own from the kernel
    GOPALLET_MALLOC = 1,   // the C library's allocator
    GOPALLET_JEMALLOC = 2, // jemalloc, if it is built in
};

// Refusals. Nothing has changed then.
enum {
    GOPALLET_EXHAUSTED = -1,  // the limit is reached, or the system has no more
    GOPALLET_NOT_LIVE = -2,   // no live allocation has this address (when checked), or it is null
    GOPALLET_WRONG_SIZE = -3, // the allocation has another size (when checked)
};

typedef struct {
    uint64_t allocations; // so far
    uint64_t releases;    // so far
    uint64_t live_bytes;  // allocated and not released
    uint64_t peak_bytes;  // the most that live_bytes has been
} gopallet_manual_counts_t;

// Opens an allocator of at most limit_bytes live bytes. Null if kind is none, or not built in. The caller closes it.
gopallet_manual *gopallet_manual_open(uint32_t kind, uint64_t limit_bytes, bool checked);
// Closes an allocator, which no other thread may use, and gives 0; or gives the number of its live allocations, and does nothing.
uint64_t gopallet_manual_close(gopallet_manual *manual);
// Allocates, aligned to 16. Null if exhausted. The caller releases it.
void *gopallet_manual_allocate(const gopallet_manual *manual, size_t bytes, bool zeroed);
// Makes an allocation of before bytes one of bytes bytes, at *moved, and gives 0; or a refusal. What is new of it is of any content.
int32_t gopallet_manual_reallocate(const gopallet_manual *manual, void *memory, size_t before, size_t bytes, void **moved);
// Releases an allocation of bytes bytes, and gives 0; or a refusal.
int32_t gopallet_manual_release(const gopallet_manual *manual, void *memory, size_t bytes);
// Writes what was counted.
void gopallet_manual_counts(const gopallet_manual *manual, gopallet_manual_counts_t *counts);

#endif
