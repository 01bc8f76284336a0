//! `briefing.json`: the whole graph as data, and the objects that `inspect` prints.
