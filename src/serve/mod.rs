//! Serves a briefing on loopback and rebuilds it as its files change.
