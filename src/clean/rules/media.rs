//! Galleries and players.

use super::Spot::{Head, Middle};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `gallery`
pub(crate) static GALLERY: PhraseRule = PhraseRule {
    id: "gallery",
    doc: "Counters and buttons of picture galleries.",
    class: Class::Gallery,
    reason: "counter or button of a picture gallery",
    bearing: Bearing::Inside,
    drops: &[Example(Head, "Photo 1 of 14"), Example(Middle, "1 / 9"), Example(Middle, "Enlarge image")],
    keeps: &[Example(Middle, "One of nine pictures that he took that day hangs in the town hall, next to the flag.")],
};

/// `player`
pub(crate) static PLAYER: PhraseRule = PhraseRule {
    id: "player",
    doc: "Texts of video and audio players.",
    class: Class::Player,
    reason: "text of a video or audio player",
    bearing: Bearing::Inside,
    drops: &[
        Example(Middle, "Play Video"),
        Example(Middle, "Duration 2:14"),
        Example(Middle, "Your browser does not support this video."),
    ],
    keeps: &[Example(Middle, "Play the video backwards, he said, and you will see the wall stand up again.")],
};
