//! One reader a format: text in, raw blocks out.
