//! `ext_misc_print_*`.

use sp_core::hexdisplay::HexDisplay;

use crate::{
    context::{Context, HostResult, HostState},
    outcome::LogLevel,
};

fn print(state: &mut HostState, text: String) {
    state.log(LogLevel::Debug, "runtime".to_owned(), text);
}

pub(super) fn print_num(context: &mut Context<'_, '_>, number: u64) -> HostResult<()> {
    print(context.state(), number.to_string());
    Ok(())
}

/// Bytes that are no UTF-8 are dropped, as in every host.
pub(super) fn print_utf8(context: &mut Context<'_, '_>, text: u64) -> HostResult<()> {
    let (memory, state) = context.parts();
    if let Ok(text) = std::str::from_utf8(memory.read(text)?) {
        print(state, text.to_owned());
    }
    Ok(())
}

/// As sp-io writes them: of more than 1,026 bytes the first and the last 512, with three dots between.
pub(super) fn print_hex(context: &mut Context<'_, '_>, data: u64) -> HostResult<()> {
    let (memory, state) = context.parts();
    let text = HexDisplay::from(&memory.read(data)?).to_string();
    print(state, text);
    Ok(())
}
