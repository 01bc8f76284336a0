//! Names and places: what the file system lets happen.

use super::{NOTE, Random, TEXT, base};
use std::fs;
use std::io;
use std::path::Path;

/// Where a family puts what it makes.
pub(super) struct Place<'a> {
    pub(super) dir: &'a Path,
    pub(super) stem: String,
}

impl Place<'_> {
    pub(super) fn write(&self, ending: &str, bytes: &[u8]) -> io::Result<()> {
        fs::write(self.dir.join(format!("{}.{ending}", self.stem)), bytes)
    }
}

/// Writes a file whose name the file system may refuse: a name that cannot be is a case that cannot happen here.
fn write_if_possible(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, bytes));
    match written {
        Err(error) if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::PermissionDenied) => {
            Err(error)
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

pub(super) fn odd_name(place: &Place<'_>, random: &mut Random) -> io::Result<()> {
    let long = "n".repeat(230);
    let name = *random.pick(&[
        "new\nline.txt",
        "tab\t.md",
        "quote\"'.html",
        "эмодзи-👻.txt",
        "\u{202E}txt.exe.md",
        " leading space.txt",
        "trailing dot..txt",
        "%2e%2e%2f.txt",
        "a;rm -rf.txt",
        "$(id).md",
        "<script>.html",
        "con.txt",
        "--help.txt",
        "e\u{301}.txt",
        "...txt",
        "{{name}}.md",
    ]);
    write_if_possible(&place.dir.join(format!("{}-{name}", place.stem)), base(random).as_bytes())?;
    write_if_possible(&place.dir.join(format!("{}-{long}.txt", place.stem)), base(random).as_bytes())?;
    non_unicode_name(place, random)
}

#[cfg(unix)]
fn non_unicode_name(place: &Place<'_>, random: &mut Random) -> io::Result<()> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let name = [place.stem.as_bytes(), b"-\xFF\xFE\x80.txt"].concat();
    write_if_possible(&place.dir.join(OsStr::from_bytes(&name)), base(random).as_bytes())
}

#[cfg(not(unix))]
fn non_unicode_name(_place: &Place<'_>, _random: &mut Random) -> io::Result<()> {
    Ok(())
}

pub(super) fn deep_folder(place: &Place<'_>, random: &mut Random) -> io::Result<()> {
    let depth = random.between(5, 60);
    let folder = place.dir.join(&place.stem).join("d/".repeat(depth));
    write_if_possible(&folder.join("article.txt"), base(random).as_bytes())?;
    write_if_possible(&folder.join(".hidden.txt"), TEXT.as_bytes())?;
    write_if_possible(&folder.join("README.md"), NOTE.as_bytes())
}

#[cfg(unix)]
pub(super) fn link(place: &Place<'_>, random: &mut Random) -> io::Result<()> {
    use std::os::unix::fs::symlink;
    let link = place.dir.join(format!("{}.txt", place.stem));
    match random.below(5) {
        0 => symlink(&link, &link),
        1 => symlink(".", place.dir.join(&place.stem)),
        2 => symlink("nowhere.txt", &link),
        3 => symlink("/etc/passwd", &link),
        _ => {
            place.write("md", NOTE.as_bytes())?;
            symlink(format!("{}.md", place.stem), &link)
        }
    }
}

#[cfg(not(unix))]
pub(super) fn link(place: &Place<'_>, _random: &mut Random) -> io::Result<()> {
    place.write("txt", TEXT.as_bytes())
}

pub(super) fn wrong_ending(place: &Place<'_>, random: &mut Random) -> io::Result<()> {
    let ending =
        *random.pick(&["pdf", "docx", "jpg", "TXT", "Md", "text", "xhtml", "htm", "json", "", "txt.bak", "mhtml"]);
    place.write(ending, base(random).as_bytes())
}
