//! `briefing.toml` as written. Every field is optional; unknown keys are errors.
