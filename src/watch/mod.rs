//! Tells when files of a project change.
