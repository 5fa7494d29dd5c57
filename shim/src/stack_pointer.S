# The stack pointer is a WebAssembly global that neither Rust nor Go can name.

.globaltype __stack_pointer, i32

# Where the live part of the stack starts: the stack grows down. Called by TinyGo's runtime.markStack.
.globl tinygo_getCurrentStackPointer
.type tinygo_getCurrentStackPointer, @function
tinygo_getCurrentStackPointer:
    .functype tinygo_getCurrentStackPointer () -> (i32)
    global.get __stack_pointer
    end_function

# Empties the stack. With --stack-first the stack's top is where data starts.
.globl gopallet_reset_stack_pointer
.type gopallet_reset_stack_pointer, @function
gopallet_reset_stack_pointer:
    .functype gopallet_reset_stack_pointer () -> ()
    i32.const __global_base
    global.set __stack_pointer
    end_function
