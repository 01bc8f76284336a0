//! What a piece of work costs the processor, whatever else the machine does meanwhile.

use std::time::{Duration, Instant};

/// The time that this thread spends on a piece of work, the least of three runs.
///
/// Where the system counts it (Linux), only the time on a processor; elsewhere the time that passes.
pub(crate) fn effort<T>(work: impl Fn() -> T) -> Duration {
    let once = || {
        let before = Clock::now();
        drop(work());
        before.since()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

struct Clock {
    processor: Option<Duration>,
    wall: Instant,
}

impl Clock {
    fn now() -> Self {
        Self { processor: on_processor(), wall: Instant::now() }
    }

    fn since(&self) -> Duration {
        match (self.processor, on_processor()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => self.wall.elapsed(),
        }
    }
}

/// Nanoseconds that the thread has run: the first figure of its `schedstat`.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
