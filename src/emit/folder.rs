//! The project's own templates and assets: every file of a folder, by its name with forward slashes.

use super::EmitError;
use std::collections::BTreeMap;
use std::path::Path;
use walkdir::WalkDir;

/// Reads a folder with everything below it. Hidden files are left out, and so is what is no regular file (links are not
/// followed: what is published lies in the folder itself).
///
/// # Errors
/// When the folder or a file in it cannot be read.
pub fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, EmitError> {
    let mut files = BTreeMap::new();
    let visible = |name: &std::ffi::OsStr| !name.as_encoded_bytes().starts_with(b".");
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| entry.depth() == 0 || visible(entry.file_name()))
    {
        let entry = entry.map_err(|error| EmitError::Read {
            path: error.path().unwrap_or(folder).display().to_string(),
            cause: error.into(),
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let bytes = std::fs::read(entry.path())
            .map_err(|cause| EmitError::Read { path: entry.path().display().to_string(), cause })?;
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        files.insert(name.join("/"), bytes);
    }
    Ok(files)
}
