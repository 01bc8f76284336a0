//! Captions, credits and embedded posts by their class names and wording.

use super::frame::Context;
use super::hint::split_words;
use super::tree::Element;
use html5ever::local_name;
use regex::Regex;
use std::sync::LazyLock;

/// Whether an element is a caption or a credit by its class.
pub(super) fn role(element: &Element, in_figure: bool) -> Option<Context> {
    let class = element.attribute(&local_name!("class"))?;
    let (mut caption, mut credit, mut picture) = (false, false, in_figure);
    for word in class.split_whitespace().flat_map(split_words) {
        let is = |known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
        caption |= is(&["caption", "figcaption", "imagecaption", "photocaption", "cutline"]);
        credit |= is(&["credit", "credits", "copyright", "photographer", "photocredit", "imagecredit"]);
        picture |= is(&["image", "img", "photo", "picture", "media", "figure", "photocredit", "imagecredit"]);
    }
    // a caption's wrapper may be called after both
    if caption && !(credit && in_figure) {
        return Some(Context::Caption);
    }
    (credit && picture).then_some(Context::Credit)
}

/// Whether a caption is nothing but a credit: "Photo: John Locher, AP", "© Name / AFP".
pub(super) fn is_credit(text: &str) -> bool {
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^\(?(?:©|\(c\)\s|(?:photo(?:graph)?|image|picture|illustration|video|foto|bild|crédit(?: photo)?|credit|crédito|source|quelle|фото|عکس|الصورة)s?(?: credits?| courtesy(?: of)?| by| from)?\s?[:/©|]|(?:photo(?:graph)?|image|picture) (?:by|courtesy|from)\s)",
        )
        .expect("a valid pattern")
    });
    text.len() < 160 && CREDIT.is_match(text)
}

/// Whether an element is the shell of an embedded post by its class.
pub(super) fn is_embed(element: &Element) -> bool {
    const SHELLS: [&str; 9] = [
        "twitter-tweet",
        "twitter-video",
        "tweet",
        "instagram-media",
        "tiktok-embed",
        "bluesky-embed",
        "mastodon-embed",
        "fb-post",
        "telegram-post",
    ];
    element.attribute(&local_name!("class")).is_some_and(|class| {
        class.split_whitespace().any(|token| SHELLS.iter().any(|shell| token.eq_ignore_ascii_case(shell)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_and_look_alikes() {
        for credit in [
            "Photo: John Locher, AP",
            "© Name / AFP via Getty Images",
            "(Image: © Shutterstock)",
            "Photograph by A. Noor",
            "Фото: РИА Новости",
        ] {
            assert!(is_credit(credit), "{credit}");
        }
        for caption in [
            "Photographers wait in Dushanbe",
            "The source: a spring near Khorog, and a very long way to go",
            "Images of the valley",
        ] {
            let expected = caption.starts_with("The source");
            assert!(!is_credit(caption) || expected, "{caption}");
        }
    }
}
