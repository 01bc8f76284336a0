//! What holds for every input of every reader, however damaged.

mod effort;
mod ingest_support;
#[path = "../xtask/src/strange/mod.rs"]
mod strange;

use briefing::config::IngestSettings;
use briefing::diag::Diagnostics;
use briefing::ingest::{list, read};
use briefing::model::{Document, Ingested, RawKind};
use briefing::text::tidy;
use effort::effort;
use ingest_support::ingest;
use proptest::prelude::*;
use std::path::Path;
use std::time::Duration;

/// Lines as an editor counts them.
fn line_count(bytes: &[u8]) -> u32 {
    let mut lines = 1;
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        lines += u32::from(*first == b'\n' || (*first == b'\r' && after.first() != Some(&b'\n')));
        rest = after;
    }
    lines
}

/// Checks what must hold for every document. `lines` is how many the file has, when that can be counted in its bytes.
fn check(document: &Document, lines: Option<u32>) {
    for block in &document.blocks {
        assert!(!block.text.is_empty());
        assert!(block.lines.first >= 1 && block.lines.first <= block.lines.last, "{block:?}");
        assert!(lines.is_none_or(|lines| block.lines.last <= lines), "beyond the file's {lines:?} lines: {block:?}");
        assert!(block.linked as usize <= block.text.len());
        match block.kind {
            RawKind::Code(_) => assert!(!block.text.contains(|c: char| c.is_control() && c != '\n'), "{block:?}"),
            // paragraphs of a quotation, rows and cells of a table
            RawKind::Quote | RawKind::Embed | RawKind::Table { .. } => {
                let pieces = block.text.split(['\n', '\t']);
                assert!(pieces.clone().all(|piece| tidy(piece) == piece), "{block:?}");
            }
            _ => assert_eq!(tidy(&block.text), block.text, "{block:?}"),
        }
        let mut before = 0;
        for mark in &block.marks {
            assert!(mark.span.start < mark.span.end && mark.span.end as usize <= block.text.len(), "{block:?}");
            assert!(block.text.get(mark.span.range()).is_some(), "a mark cuts a character: {block:?}");
            assert!(mark.span.start >= before, "marks are sorted: {block:?}");
            before = mark.span.start;
        }
    }
}

fn check_bytes(name: &str, bytes: &[u8]) {
    if let Ingested::Document(document) = ingest(name, bytes).0 {
        let counted = !document.source.encoding.starts_with("UTF-16");
        check(&document, counted.then(|| line_count(bytes)));
        let in_order = document.blocks.windows(2).all(|pair| pair[0].lines.first <= pair[1].lines.first);
        assert!(in_order || name.ends_with("html") || name.ends_with("md"), "blocks are in order of the file");
    }
}

/// The signs that mean something to a reader.
#[rustfmt::skip]
const SIGNS: [&str; 87] = [
    "<p>", "</p>", "<div class=share>", "</div>", "<b>", "</b>", "<a href=https://a.example>", "</a>", "<table>",
    "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<blockquote>", "</blockquote>", "<br>", "<pre>", "</pre>",
    "<figure>", "<figcaption>", "</figure>", "<img alt='a b'>", "<q>", "</q>", "<button>", "</button>", "<script>",
    "</script>", "<style>", "</style>", "<!--", "-->", "<h2>", "</h2>", "<select><option>", "</select>", "<svg>",
    "</svg>", "<template>", "</template>", "<span class=sr-only>", "</span>", "<noscript>", "</noscript>", "&amp;",
    "&#x301;", "&nbsp;", "**", "_", "`", "```\n", "[", "](https://b.example)", "![", "> ", "- ", "1. ", "# ", "|",
    "\n|---|\n", "---\n", "+++\n", "title: x\n", "title = \"x\"\n", "[^1]", "\n[^1]: ", "\n", "\n\n", "\r", "\r\n",
    "\u{2028}", "\u{85}", "\t", "    ", "e", "\u{301}", "\u{AD}", "\u{200B}", "\u{202E}", "\u{FEFF}", "word ",
    "Said Ali. ", "الرئيس ", "👻", "\0",
];

/// Signs and characters in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        proptest::sample::select(&SIGNS[..]).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(pieces, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_skipped(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for name in ["a.txt", "a.md", "a.html"] {
            check_bytes(name, &bytes);
        }
    }

    #[test]
    fn any_soup_is_read_or_skipped(text in soup()) {
        for name in ["a.txt", "a.md", "a.html"] {
            check_bytes(name, text.as_bytes());
        }
    }

    #[test]
    fn any_soup_is_read_or_skipped_in_utf_16(text in soup()) {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        check_bytes("a.html", &bytes);
    }

    /// The words of a page come out, each once and in order, whatever inline markup stands between them.
    #[test]
    fn no_word_of_a_page_is_lost(words in proptest::collection::vec("[a-z]{1,8}", 1..40), tags in proptest::collection::vec(0..8_usize, 40)) {
        let wraps = ["{}", "<b>{}</b>", "<p>{}", "<div>{}</div>", "<li>{}</li>", "<a href=/x>{}</a>", "<h2>{}</h2>", "<td>{}</td>"];
        let body: String = words.iter().zip(&tags).map(|(word, &tag)| wraps[tag].replace("{}", word) + " ").collect();
        let document = ingest_support::document("a.html", format!("<body><div>{body}").as_bytes());
        let found: Vec<String> =
            document.blocks.iter().flat_map(|block| block.text.split_whitespace()).map(str::to_owned).collect();
        prop_assert_eq!(found, words);
    }

    /// Each non-blank line of plain text is a block on its own line.
    #[test]
    fn each_line_of_text_is_a_block(lines in proptest::collection::vec("[a-zé ]{0,12}", 1..40)) {
        let text = lines.join("\n");
        prop_assume!(!text.trim().is_empty());
        let document = ingest_support::document("a.txt", text.as_bytes());
        let expected: Vec<(u32, String)> =
            (1..).zip(&lines).map(|(n, line)| (n, tidy(line).into_owned())).filter(|(_, line)| !line.is_empty()).collect();
        let found: Vec<(u32, String)> =
            document.blocks.iter().map(|block| (block.lines.first, block.text.clone())).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn strange_inputs_are_read_or_listed() {
    let root = tempfile::tempdir().expect("a scratch folder");
    strange::generate(root.path(), 200, 1).expect("the inputs can be written");
    let settings = IngestSettings::default();
    let listing = list(&settings, root.path()).expect("the folder can be walked");
    assert!(listing.files.len() > 150 && !listing.skipped.is_empty());
    let found = listing.files.len() + listing.skipped.iter().filter(|skipped| !skipped.path.ends_with('/')).count();
    assert_eq!(found, count_files(root.path()), "every file is listed once");
    let mut documents = 0;
    for file in &listing.files {
        if let Ingested::Document(document) = read(&settings, file, &mut Diagnostics::new()) {
            documents += 1;
            check(&document, None);
        }
    }
    assert!(documents > 100, "{documents} were read");
}

/// Everything that is no folder.
fn count_files(folder: &Path) -> usize {
    std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| if entry.file_type().expect("a kind").is_dir() { count_files(&entry.path()) } else { 1 })
        .sum()
}

/// The same for structured data, which is read only when it is whole.
#[test]
fn work_grows_with_structured_data() {
    let read = |count: usize| {
        let authors = (0..count).fold(String::new(), |text, n| text + &format!("{{\"@id\":\"#{n}\"}},"));
        let people =
            (0..count).fold(String::new(), |text, n| text + &format!("{{\"@id\":\"#{n}\",\"name\":\"A {n}\"}},"));
        let page = format!(
            "<script type=application/ld+json>{{\"@graph\":[{people}{{\"@type\":\"NewsArticle\",\"headline\":\"x\",\"author\":[{authors}]}}]}}</script><p>x"
        );
        time("a.html", &page, "", 0)
    };
    let (few, many) = (read(2_000).max(Duration::from_micros(300)), read(16_000));
    assert!(many < few * 40, "{few:?} for 2,000 and {many:?} for 16,000");
}

/// What reading `count` repetitions takes.
fn time(name: &str, head: &str, piece: &str, count: usize) -> Duration {
    let text = format!("{head}{}", piece.repeat(count));
    effort(|| ingest(name, text.as_bytes()))
}

/// Eight times the input may take at most 40 times as long (64 would be quadratic, and a busy machine is forgiven much).
#[test]
fn work_grows_with_the_input() {
    let cases = [
        ("a.html", "<body>", "<div>"),
        ("a.html", "<body>", "<table><tr><td>x"),
        ("a.html", "<body>", "<p><b id=1>x</p>"),
        ("a.html", "<body>", "<blockquote>x<br>"),
        ("a.html", "<body>", "<a href=x>y<p>"),
        ("a.html", "<body><p", " a=b"),
        ("a.html", "<body><p>", "x&amp;"),
        ("a.html", "<body><p>", "<span class=sr-only>x</span>y"),
        ("a.html", "<body><pre>", "word word <b>word\n</b>"),
        ("a.html", "<body>", "<h2>Title of the page</h2><article><p>One, two.</article>"),
        ("a.html", "", "<script type=application/ld+json>{</script>"),
        ("a.html", "<body>", "<a href=x><div><p>One, two."),
        ("a.html", "<body>", "<h1>Title of the page"),
        ("a.html", "<body>", "<h1>A page</h1><time class=published>"),
        ("a.html", "<body><h1>A page</h1>", "<span class=author>One Two "),
        ("a.html", "<body><h1>A page</h1>", "<article><p>One, two, and so on to the end of the line.</p></article>"),
        ("a.html", "<body><article><h1>A page</h1>", "<div class=text><p>One, two, and so on to the end.</p></div>"),
        ("a.html", "<body><table>", "<tr><td>1<td>2<th>three"),
        ("a.html", "<body>", "<figure><img alt='a b'><figcaption>c"),
        ("a.html", "<body><p class='", "share-bar "),
        ("a.html", "<body><p style='", "a:b;"),
        ("a.md", "", "> "),
        ("a.md", "", "- x\n"),
        ("a.md", "", "[x](y "),
        ("a.md", "", "*a **b "),
        ("a.md", "", "<b>x</b> "),
        ("a.md", "", "<div>\n\n"),
        ("a.md", "---\n", "a: b\n"),
        ("a.md", "+++\na = [", "1,"),
        ("a.txt", "", "word "),
        ("a.txt", "", "\n"),
        ("a.txt", "", "e\u{301}"),
        ("a.txt", "", "caf\u{E9} \u{FFFD} "),
    ];
    for (name, head, piece) in cases {
        let few = time(name, head, piece, 2_000).max(Duration::from_millis(1));
        let many = time(name, head, piece, 16_000);
        assert!(many < few * 40, "{name} {head}{piece}…: {few:?} for 2,000 and {many:?} for 16,000");
    }
}
