//! Finds what is wrong with a briefing and with its site.
