//! Social cards: the same picture for the same words, letters of many scripts, no boxes.

use briefing::emit::card::cover::{self, Cover};
use briefing::emit::card::draw::{self, Border};
use briefing::emit::card::{Card, DRAWING, font};
use snapbox::{Assert, Data};
use std::collections::BTreeSet;
use std::path::Path;

fn card(title: &str) -> Card {
    Card {
        kicker: Some("The Border Post".to_owned()),
        title: font::drawable(title).expect("it can be drawn"),
        note: None,
        site: Some("Tajikistan and the Taliban, autumn 2021".to_owned()),
        fact: Some("30 September 2021".to_owned()),
        brand: None,
    }
}

/// One card of each kind of title.
fn cards() -> Vec<(&'static str, Card)> {
    let with_note = Card { note: Some("President of Tajikistan".to_owned()), ..card("Emomali Rahmon") };
    let bare = Card { title: "A briefing".to_owned(), ..Card::default() };
    vec![
        ("arabic", card("چرا تاجیکستان از طالبان استقبال نمی‌کند")),
        ("bare", bare),
        ("cyrillic", card("Душанбе: сарҳад баста аст, вале роҳ кушода мемонад")),
        ("endless", card(&"On and on it goes about the river and the ferry and the governor ".repeat(9))),
        ("greek", card("Τα σύνορα παραμένουν κλειστά")),
        ("hebrew", card("הגבול סגור, הדרך פתוחה")),
        ("latin", card("Why Tajikistan is the neighbour that will not welcome the Taliban")),
        ("long-word", card("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk")),
        ("mixed", card("“مرز” means border – CSTO 2021")),
        ("note", with_note),
        ("vietnamese", card("Biên giới vẫn đóng cửa, łódź i Ångström")),
    ]
}

/// Width, height and the pixels of a PNG, by their place in its palette.
fn pixels(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it is small")];
    let info = reader.next_frame(&mut pixels).expect("a frame");
    if info.bit_depth == png::BitDepth::Four {
        pixels = pixels.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect();
    }
    (info.width, info.height, pixels)
}

#[test]
fn drawings_change_only_with_their_number() {
    let mut hashes = String::new();
    for (name, card) in cards() {
        let (width, height, pixels) = pixels(&draw::card(&card));
        assert_eq!((width, height), (draw::WIDTH, draw::HEIGHT));
        hashes.extend([name, " ", &blake3::hash(&pixels).to_hex()[..16], "\n"]);
    }
    let folder = Path::new("tests/cases/cards");
    let golden = format!("drawing-{DRAWING}.txt");
    let kept: Vec<_> = std::fs::read_dir(folder).expect("the folder is there").filter_map(Result::ok).collect();
    assert!(kept.iter().all(|entry| entry.file_name() == *golden), "raising DRAWING renames the golden");
    // other hashes under the same number would leave old cards standing on sites that are built again
    Assert::new().action_env("SNAPSHOTS").eq(hashes, Data::read_from(&folder.join(golden), None).raw());
}

#[test]
fn each_title_gives_a_picture_of_its_own() {
    let pictures: BTreeSet<Vec<u8>> = cards().iter().map(|(_, card)| draw::card(card)).collect();
    assert_eq!(pictures.len(), cards().len());
    assert!(pictures.iter().all(|png| png.len() < 60_000), "small enough for every sharer");
}

#[test]
fn what_no_font_has_is_not_drawn() {
    assert_eq!(font::drawable("塔吉克斯坦"), None, "letters that would become boxes");
    assert_eq!(font::drawable("Border 国境"), None, "half a title says something else");
    assert_eq!(font::drawable("Border 🚧 closed ✔").as_deref(), Some("Border closed"), "signs are no letters");
    assert_eq!(font::drawable("e\u{301}te\u{301}").as_deref(), Some("été"));
    assert_eq!(font::drawable(" \u{200b} … "), None, "nothing to read");
    assert_eq!(font::drawable("two\n\tlines").as_deref(), Some("two lines"));
}

#[test]
fn text_from_the_right_stands_at_the_right() {
    let ink = |title: &str| {
        let (width, _, pixels) = pixels(&draw::card(&card(title)));
        // a row through the first line of the title, left and right half
        let rows = pixels.chunks_exact(width as usize).skip(180).take(60);
        let halves = rows.map(|row| {
            (row[92..300].iter().filter(|&&p| p != 0).count(), row[900..1128].iter().filter(|&&p| p != 0).count())
        });
        halves.fold((0, 0), |sum, half| (sum.0 + half.0, sum.1 + half.1))
    };
    let (left, right) = ink("הגבול");
    assert!(left == 0 && right > 0, "{left} {right}");
    let (left, right) = ink("Border");
    assert!(left > 0 && right == 0, "{left} {right}");
}

#[test]
fn cards_are_small() {
    for (name, card) in cards() {
        let bytes = draw::card(&card).len();
        assert!(bytes < 22_000, "{name}: {bytes} bytes");
    }
    assert!(draw::card(&card("Emomali Rahmon")).len() < 12_000);
}

#[test]
fn covers_stand_upright_in_the_colour_of_the_briefing() {
    let texts = Cover {
        title: "Why Tajikistan will not welcome the Taliban".to_owned(),
        author: Some("The border desk".to_owned()),
        holdings: Some("12 articles".to_owned()),
    };
    let drawn = cover::cover(&texts, draw::brand(Some([0x7a, 0x1f, 0x3d])));
    let reader = png::Decoder::new(std::io::Cursor::new(&drawn)).read_info().expect("a PNG");
    assert_eq!((reader.info().width, reader.info().height), (cover::WIDTH, cover::HEIGHT));
    assert_eq!(reader.info().palette.as_deref().map(|palette| &palette[..3]), Some(&[0x7a, 0x1f, 0x3d][..]));
    assert!(drawn.len() < 60_000, "{} bytes", drawn.len());
    let (.., shown) = pixels(&drawn);
    let bare = Cover { author: None, holdings: None, ..texts };
    assert_ne!(shown, pixels(&cover::cover(&bare, draw::brand(Some([0x7a, 0x1f, 0x3d])))).2);
}

#[test]
fn icons_have_their_sizes() {
    for (side, border) in [(180, Border::Full), (192, Border::Rounded), (512, Border::Full)] {
        let (width, height, pixels) = pixels(&draw::icon(side, border, draw::brand(None)));
        assert_eq!((width, height), (side, side));
        let is_clear = pixels[0] == 0;
        assert_eq!(is_clear, border == Border::Rounded, "only a rounded one has corners to see through");
    }
}

/// Only of use to look at: `CARDS_OUT=folder cargo test --test cards look`.
#[test]
#[expect(clippy::disallowed_methods, reason = "a folder of the caller's choice, not a site")]
fn look_at_them() {
    let Some(folder) = std::env::var_os("CARDS_OUT") else { return };
    for (name, card) in cards() {
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), draw::card(&card)).expect("written");
    }
    for (name, side, border) in briefing::emit::assets::ICONS {
        std::fs::write(Path::new(&folder).join(name), draw::icon(side, border, draw::brand(None))).expect("written");
    }
}
