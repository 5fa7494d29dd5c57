//! The clock that calls are timed with.

use std::time::Duration;

/// The time for which this thread has run on a processor: what other threads and processes do on the machine doesn't count.
///
/// # Panics
///
/// Where POSIX' `CLOCK_THREAD_CPUTIME_ID` is missing.
pub fn thread_time() -> Duration {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().expect("the clock starts at zero, with the thread")
}
