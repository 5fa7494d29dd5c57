// What a program finds beside the host. A runtime has none of it; without it, programs could not be linked that use no more of the package time
// than its types. All of it is the same in every run.

typedef unsigned int u32;
typedef unsigned long long u64;

// A clock that goes on by a microsecond each time it is read, and by the whole time of a sleep.
static long long nanoseconds;

long long ticks(void) __asm__("runtime.ticks");
long long ticks(void) {
    nanoseconds += 1000;
    return nanoseconds;
}

void sleep_ticks(long long duration) __asm__("runtime.sleepTicks");
void sleep_ticks(long long duration) {
    if (duration > 0) {
        nanoseconds += duration;
    }
}

// Numbers that only look random (xorshift64, Marsaglia 2003).
static u64 state = 88172645463325252ull;

void arc4random_buf(unsigned char *bytes, u32 count) {
    for (u32 i = 0; i < count; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes[i] = (unsigned char)(state >> 32);
    }
}

// The end of a program by os.Exit: a trap. If the program calls it a success, a line says so first.
void __stdio_exit(void) {}

struct io_vec {
    const char *start;
    u32 bytes;
};

// As TinyGo declares it: the linker wants one import module for all declarations, even of a symbol that is defined.
__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_write")))
u32 fd_write(u32 file, const struct io_vec *buffers, u32 count, u32 *written) __asm__("runtime.fd_write");

void proc_exit(u32 code) __asm__("runtime.proc_exit");
void proc_exit(u32 code) {
    static const struct io_vec exited = {"\4exit 0\n", 8};
    u32 written;
    if (code == 0) {
        fd_write(1, &exited, 1, &written);
    }
    __builtin_trap();
}

// JavaScript, for the package syscall/js, which the package time is built on: every value is undefined, and has no text.
u64 value_get(u64 value, const char *name, u32 bytes) __asm__("syscall/js.valueGet");
u64 value_get(u64 value, const char *name, u32 bytes) {
    (void)value, (void)name, (void)bytes;
    return 0;
}

struct js_string {
    u64 value;
    u32 bytes;
};

void value_prepare_string(struct js_string *text, u64 value) __asm__("syscall/js.valuePrepareString");
void value_prepare_string(struct js_string *text, u64 value) {
    text->value = value;
    text->bytes = 0;
}

void value_load_string(u64 value, char *bytes, u32 count, u32 capacity) __asm__("syscall/js.valueLoadString");
void value_load_string(u64 value, char *bytes, u32 count, u32 capacity) { (void)value, (void)bytes, (void)count, (void)capacity; }

void finalize_ref(u64 value) __asm__("syscall/js.finalizeRef");
void finalize_ref(u64 value) { (void)value; }
