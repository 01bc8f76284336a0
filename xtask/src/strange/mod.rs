//! Makes damaged and strange inputs: what a folder of scraped articles can hold at its worst.
//!
//! Input: a folder, how many, a seed. Output: that many entries in the folder, the same for the same seed. Each family in
//! `FAMILIES` damages a small base of our own in one way; numbers decide where and how much.

#![expect(clippy::disallowed_methods, reason = "inputs are written where the caller says")]

mod bytes;
mod page;
mod place;
mod text;

use place::Place;
use std::fs;
use std::io;
use std::path::Path;

/// Writes `count` strange inputs into `dir`, the same for the same seed.
///
/// # Errors
/// When the folder cannot be written. A name that the file system refuses is left out.
pub(crate) fn generate(dir: &Path, count: usize, seed: u64) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    for number in 0..count {
        let (name, family) = FAMILIES[number % FAMILIES.len()];
        let mut random = Random::new(seed ^ (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let place = Place { dir, stem: format!("{number:05}-{name}") };
        match family {
            Family::Bytes(ending, make) => place.write(ending, &make(&mut random))?,
            Family::Text(make) => {
                let text = make(&mut random);
                let ending = *random.pick(&["txt", "md", "html", "TXT", "markdown", "htm"]);
                place.write(ending, text.as_bytes())?;
            }
            Family::Place(make) => make(&place, &mut random)?,
        }
    }
    Ok(())
}

/// How a family makes its input.
#[derive(Clone, Copy)]
enum Family {
    /// Bytes of a file with this ending.
    Bytes(&'static str, fn(&mut Random) -> Vec<u8>),
    /// Text of a file of any kind.
    Text(fn(&mut Random) -> String),
    /// Something that lies in its name or place.
    Place(fn(&Place<'_>, &mut Random) -> io::Result<()>),
}

/// Every family, named for what it does.
const FAMILIES: &[(&str, Family)] = &[
    ("truncated", Family::Text(text::truncated)),
    ("bit-flipped", Family::Bytes("html", bytes::bit_flipped)),
    ("mixed-encodings", Family::Bytes("txt", bytes::mixed_encodings)),
    ("nul-bytes", Family::Bytes("txt", bytes::nul_bytes)),
    ("huge-line", Family::Text(text::huge_line)),
    ("many-lines", Family::Text(text::many_lines)),
    ("deep-blocks", Family::Bytes("html", page::deep_blocks)),
    ("deep-quotes", Family::Bytes("md", text::deep_quotes)),
    ("unclosed-tags", Family::Bytes("html", page::unclosed_tags)),
    ("unclosed-formatting", Family::Bytes("html", page::unclosed_formatting)),
    ("broken-toml", Family::Bytes("md", text::broken_toml)),
    ("broken-yaml", Family::Bytes("md", text::broken_yaml)),
    ("yaml-bomb", Family::Bytes("md", text::yaml_bomb)),
    ("empty", Family::Bytes("txt", |_| Vec::new())),
    ("white-space", Family::Text(text::white_space)),
    ("emoji", Family::Text(text::emoji)),
    ("right-to-left", Family::Text(text::right_to_left)),
    ("bidi-controls", Family::Text(text::bidi_controls)),
    ("lone-surrogates", Family::Bytes("txt", bytes::lone_surrogates)),
    ("utf16-without-mark", Family::Bytes("txt", bytes::utf16_without_mark)),
    ("line-ends", Family::Text(text::line_ends)),
    ("combining-marks", Family::Text(text::combining_marks)),
    ("giant-table", Family::Bytes("html", page::giant_table)),
    ("giant-markdown-table", Family::Bytes("md", text::giant_markdown_table)),
    ("entities", Family::Bytes("html", page::entities)),
    ("cdata", Family::Bytes("xhtml", page::cdata)),
    ("script-injection", Family::Text(text::script_injection)),
    ("many-attributes", Family::Bytes("html", page::many_attributes)),
    ("broken-json-ld", Family::Bytes("html", page::broken_json_ld)),
    ("path-in-title", Family::Bytes("md", text::path_in_title)),
    ("template-syntax", Family::Text(text::template_syntax)),
    ("markdown-soup", Family::Bytes("md", text::markdown_soup)),
    ("foster-parents", Family::Bytes("html", page::foster_parents)),
    ("random-bytes", Family::Bytes("txt", bytes::random_bytes)),
    ("binary-in-disguise", Family::Bytes("html", bytes::binary_in_disguise)),
    ("impossible-dates", Family::Text(text::impossible_dates)),
    ("odd-name", Family::Place(place::odd_name)),
    ("deep-folder", Family::Place(place::deep_folder)),
    ("link", Family::Place(place::link)),
    ("no-or-wrong-ending", Family::Place(place::wrong_ending)),
];

/// `SplitMix64`: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

const TEXT: &str = "Border markets reopen along the Panj\n\nBy Lola Nazar, for the Amu Courier\n\nTraders crossed the bridge \
    at Tem on Tuesday for the first time in a year, Tajik officials said. “We waited all winter,” said Gulnora Sharif, who \
    sells dried apricots.\n\nThe governor of Badakhshan, Yodgor Faizov, said on 12 May 2022 that two more crossings would \
    follow.\n\nShare this\n\nRead also: Ten things to know about the Pamir Highway\n\nSource link\n";

const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Border markets reopen | Amu \
    Courier</title>\n<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Border markets reopen\",\
    \"datePublished\":\"2022-05-12\"}</script></head>\n<body><nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\n\
    <article><h1>Border markets reopen along the Panj</h1>\n<p>Traders crossed the bridge at <b>Tem</b> on Tuesday for the \
    first time in a year, Tajik officials said.</p>\n<figure><img src=\"a.jpg\" alt=\"A bridge\"><figcaption>The bridge at \
    Tem. Photo: Amu Courier</figcaption></figure>\n<blockquote>We waited all winter.</blockquote>\n<ul><li>Tem</li><li>Ishkashim\
    </li></ul>\n<table><tr><th>Crossing</th><th>Opens</th></tr><tr><td>Tem</td><td>May</td></tr></table></article>\n\
    <footer>© Amu Courier</footer></body></html>\n";

const NOTE: &str = "+++\ntitle = \"Border markets reopen\"\ndate = 2022-05-12\nauthors = [\"Lola Nazar\"]\n[taxonomies]\ntags = \
    [\"Panj\"]\n+++\n\n# Border markets reopen\n\nTraders crossed the *bridge* at [Tem](https://amu.example/tem).\n\n> We \
    waited all winter.\n\n- Tem\n- Ishkashim\n\n| Crossing | Opens |\n|---|---|\n| Tem | May |\n\n```rust\nfn main() {}\n```\n";

const BASES: [&str; 3] = [TEXT, PAGE, NOTE];

fn base(random: &mut Random) -> &'static str {
    BASES[random.below(BASES.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_named_once() {
        let mut names: Vec<_> = FAMILIES.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FAMILIES.len());
    }

    #[test]
    fn the_same_seed_makes_the_same_files() -> io::Result<()> {
        let root = std::env::temp_dir().join(format!("strange-{}", std::process::id()));
        let read = |dir: &Path| -> io::Result<Vec<_>> {
            let mut files = Vec::new();
            for entry in fs::read_dir(dir)? {
                let entry = entry?;
                let bytes = if entry.file_type()?.is_file() { fs::read(entry.path())? } else { Vec::new() };
                files.push((entry.file_name(), bytes));
            }
            files.sort();
            Ok(files)
        };
        let (one, two, three) = (root.join("1"), root.join("2"), root.join("3"));
        generate(&one, FAMILIES.len(), 7)?;
        generate(&two, FAMILIES.len(), 7)?;
        generate(&three, FAMILIES.len(), 8)?;
        let result = (read(&one)? == read(&two)?, read(&one)? != read(&three)?);
        fs::remove_dir_all(&root)?;
        assert_eq!(result, (true, true));
        Ok(())
    }
}
