# The stack pointer is a WebAssembly global that Rust cannot name.

.globaltype __stack_pointer, i32

.globl gopallet_bench_stack_pointer
.type gopallet_bench_stack_pointer, @function
gopallet_bench_stack_pointer:
    .functype gopallet_bench_stack_pointer () -> (i32)
    global.get __stack_pointer
    end_function
