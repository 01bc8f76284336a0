//! Cookie and consent notes.

use super::Spot::{Head, Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `consent`
pub(crate) static CONSENT: PhraseRule = PhraseRule {
    id: "consent",
    doc: "Cookie banners and consent dialogs.",
    class: Class::Consent,
    reason: "cookie or consent note",
    bearing: Bearing::Furniture,
    drops: &[
        Example(Head, "We use cookies to improve your experience on our site. By continuing you agree."),
        Example(Tail, "Accept all"),
        Example(Head, "Diese Website verwendet Cookies, um Ihnen den besten Service zu bieten."),
    ],
    keeps: &[Example(
        Middle,
        "She baked cookies for the guards, and they accepted all of them without a word of thanks.",
    )],
};
