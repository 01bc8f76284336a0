//! Appeals to the reader: subscribe, sign in, write to us.

use super::Spot::{Head, Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `newsletter`
pub(crate) static NEWSLETTER: PhraseRule = PhraseRule {
    id: "newsletter",
    doc: "Newsletter boxes, subscription and donation appeals.",
    class: Class::Newsletter,
    reason: "appeal to subscribe or donate",
    bearing: Bearing::Inside,
    drops: &[
        Example(Tail, "Sign up for our newsletter and get the Oxus Morning Note in your inbox"),
        Example(Middle, "Subscribe to Pamir Dispatch to support reporting like this"),
        Example(Tail, "Suscríbete a nuestro boletín diario"),
        Example(Tail, "Подписывайтесь на наш Telegram-канал и узнавайте новости первыми"),
    ],
    keeps: &[
        Example(Middle, "“Sign up for the army,” his father told him, and he did as he was told that same week."),
        Example(Middle, "Few subscribe to the view that the river will ever be crossed again in peace."),
    ],
};

/// `paywall`
pub(crate) static PAYWALL: PhraseRule = PhraseRule {
    id: "paywall",
    doc: "Sign-in, registration and paywall notes.",
    class: Class::Paywall,
    reason: "note about signing in or paying",
    bearing: Bearing::Furniture,
    drops: &[
        Example(Head, "You have 2 free articles left this month. Subscribe to continue reading."),
        Example(Tail, "Already a subscriber? Log in"),
    ],
    keeps: &[Example(Middle, "To register a birth, parents must come to the capital with two witnesses and a stamp.")],
};

/// `call-out`
pub(crate) static CALL_OUT: PhraseRule = PhraseRule {
    id: "call-out",
    doc: "Calls to readers to send tips, news or corrections.",
    class: Class::Tip,
    reason: "call to readers to write in",
    bearing: Bearing::Furniture,
    drops: &[
        Example(Tail, "Have a tip? Write to the live desk."),
        Example(Tail, "¿Has visto un error en esta noticia?"),
        Example(Tail, "Envíanos tus noticias"),
    ],
    keeps: &[Example(
        Middle,
        "Send us your sons, the village was told, and nothing else was ever asked of it. “We sent them.”",
    )],
};
