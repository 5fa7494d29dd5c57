// What a program with one of TinyGo's own collectors needs in place of the shim: output, a seed, and the entry that the host calls. Nothing
// else of the shim is linked but Rust's compiler builtins and the stack pointer.

typedef unsigned int u32;
typedef unsigned long long u64;

__attribute__((import_module("env"), import_name("ext_logging_log_version_1"))) void host_log(u32 level, u64 target, u64 message);

// TinyGo's package initialisers, and the exported function of entry/stock.go.
void _initialize(void);
u64 go_Program_run(const void *input, u32 bytes);

// The linker's: where TinyGo's heap begins.
extern u64 __heap_base[];

// A buffer to write, as WASI's fd_write takes it.
struct io_vec {
    const char *start;
    u32 bytes;
};

static u64 pointer_size(const char *start, u32 bytes) { return (u64)bytes << 32 | (u32)start; }

// Writes to the host's log as the shim does: a line without its end, or a part of a longer line.
u32 fd_write(u32 file, const struct io_vec *buffers, u32 count, u32 *written) __asm__("runtime.fd_write");
u32 fd_write(u32 file, const struct io_vec *buffers, u32 count, u32 *written) {
    const u32 info = 2;
    *written = 0;
    for (u32 i = 0; i < count; i++) {
        u32 bytes = buffers[i].bytes;
        *written += bytes;
        if (bytes > 0 && buffers[i].start[bytes - 1] == '\n') {
            bytes--;
        }
        host_log(info, pointer_size("runtime", 7), pointer_size(buffers[i].start, bytes));
    }
    return 0;
}

// The seed of hash maps: the shim's.
u32 arc4random(void) { return 4; }

// The host's allocation of the empty input lies where TinyGo's heap begins, and the host frees it afterwards: its header is put back.
u64 Program_run(u32 input, u32 bytes) {
    const u64 header[2] = {__heap_base[0], __heap_base[1]};
    _initialize();
    go_Program_run((const void *)input, bytes);
    __heap_base[0] = header[0];
    __heap_base[1] = header[1];
    return 0;
}
