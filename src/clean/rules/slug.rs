//! File names, alternative-text slugs and bare addresses.

use super::Spot::Middle;
use super::{Bearing, Context, Example, Rule, Verdict};
use crate::clean::page::Unit;

/// `image-slug`
#[derive(Debug)]
pub(crate) struct ImageSlug;

/// Endings of media files.
const ENDINGS: [&str; 12] =
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".mp4", ".webm", ".mp3", ".tif", ".tiff"];

impl Rule for ImageSlug {
    fn id(&self) -> &'static str {
        "image-slug"
    }

    fn doc(&self) -> &'static str {
        "File names and lower-case-hyphen names of pictures that stand where a picture stood."
    }

    fn bearing(&self) -> Bearing {
        Bearing::Inside
    }

    fn verdict(&self, unit: &Unit<'_>, _context: &Context<'_, '_>) -> Verdict {
        let text = unit.text.trim();
        let holds = !unit.is_structural() && text.len() <= 120 && (is_slug(text) || is_file_name(text));
        Verdict::drop_if(holds, "name of a picture or video that is not part of the text")
    }

    fn drops(&self) -> &'static [Example] {
        &[
            Example(Middle, "talibanes-panjshir"),
            Example(Middle, "video-brigada-313-badri"),
            Example(Middle, "IMG_2031.jpg"),
            Example(Middle, "grid_stadia_art"),
        ]
    }

    fn keeps(&self) -> &'static [Example] {
        &[Example(Middle, "Mazar-i-Sharif"), Example(Middle, "Self-rule"), Example(Middle, "well-known")]
    }
}

/// Three or more words joined by hyphens or underscores and nothing else, or two that no word of a language would be.
fn is_slug(text: &str) -> bool {
    if text.contains(char::is_whitespace) || text.chars().any(char::is_uppercase) {
        return false;
    }
    let parts: Vec<&str> = text.split(['-', '_']).collect();
    let plain = parts.iter().all(|part| !part.is_empty() && part.chars().all(char::is_alphanumeric));
    let lettered = text.chars().any(char::is_alphabetic);
    let long = text.len() >= 14;
    plain && lettered && (parts.len() >= 3 || (parts.len() == 2 && (long || text.contains('_'))))
}

fn is_file_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending)) && text.split_whitespace().count() <= 6 && !text.contains(". ")
}

/// `address`
#[derive(Debug)]
pub(crate) struct Address;

impl Rule for Address {
    fn id(&self) -> &'static str {
        "address"
    }

    fn doc(&self) -> &'static str {
        "Web addresses and account names on a line of their own."
    }

    fn bearing(&self) -> Bearing {
        Bearing::Inside
    }

    fn verdict(&self, unit: &Unit<'_>, _context: &Context<'_, '_>) -> Verdict {
        let text = unit.text.trim();
        let single = !text.contains(char::is_whitespace);
        let address = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
        let handle = text.starts_with('@') && text.len() > 2;
        Verdict::drop_if(
            single && (address || handle) && !unit.is_structural(),
            "address or account on a line of its own",
        )
    }

    fn drops(&self) -> &'static [Example] {
        &[
            Example(Middle, "https://steppereview.example/news/article/the-river-1484.php"),
            Example(Middle, "@catherineshu"),
        ]
    }

    fn keeps(&self) -> &'static [Example] {
        &[Example(Middle, "The list is kept at https://panjrelief.example/list and read by nobody, she says.")]
    }
}
