//! `ext_logging_*`: the host's log.

use crate::{
    context::{Context, HostResult},
    error::HostFunctionError,
    outcome::LogLevel,
};

/// A message that is no UTF-8 is dropped, as in every host; such a target is an error.
pub(super) fn log(context: &mut Context<'_, '_>, level: u32, target: u64, message: u64) -> HostResult<()> {
    let level = level as u8;
    let level = LogLevel::from_wire(level).ok_or(HostFunctionError::LogLevel(level))?;
    let (memory, state) = context.parts();
    let target = memory.text(target, "log target")?;
    if let Ok(message) = std::str::from_utf8(memory.read(message)?) {
        state.log(level, target.to_owned(), message.to_owned());
    }
    Ok(())
}

pub(super) fn max_level(context: &mut Context<'_, '_>) -> HostResult<u32> {
    Ok(context.state().log_level.map_or(0, LogLevel::filter))
}
