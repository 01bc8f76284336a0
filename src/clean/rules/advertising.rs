//! Advertisement marks, app prompts, weather and market tickers.

use super::Spot::{Head, Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `advertisement`
pub(crate) static ADVERTISEMENT: PhraseRule = PhraseRule {
    id: "advertisement",
    doc: "Marks that an advertisement stood here, and that the story goes on below it.",
    class: Class::Ad,
    reason: "mark of an advertisement",
    bearing: Bearing::Inside,
    drops: &[Example(Middle, "Advertisement"), Example(Middle, "STORY CONTINUES BELOW"), Example(Middle, "Publicidad")],
    keeps: &[Example(
        Middle,
        "Advertisement after advertisement filled the pages of the first issue, and nobody minded.",
    )],
};

/// `app-prompt`
pub(crate) static APP_PROMPT: PhraseRule = PhraseRule {
    id: "app-prompt",
    doc: "Prompts to install or open an app.",
    class: Class::App,
    reason: "prompt to use an app",
    bearing: Bearing::Furniture,
    drops: &[
        Example(Head, "Get the Pamir Dispatch app for faster news"),
        Example(Tail, "Download our app and never miss a story."),
    ],
    keeps: &[Example(Middle, "The app for the census never worked, as the minister himself had to admit in June.")],
};

/// `ticker`
pub(crate) static TICKER: PhraseRule = PhraseRule {
    id: "ticker",
    doc: "Weather, currency and market tickers.",
    class: Class::Ticker,
    reason: "weather or market ticker",
    bearing: Bearing::Furniture,
    drops: &[Example(Head, "Weather forecast"), Example(Tail, "Курсы валют")],
    keeps: &[Example(Middle, "The weather turned in the night and the pass was closed by morning, the drivers said.")],
};
