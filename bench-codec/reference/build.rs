//! How the module is linked, as hosts want it.

fn main() {
    for argument in ["--import-memory", "--export=__heap_base", "--export=__data_end"] {
        println!("cargo::rustc-link-arg={argument}");
    }
}
