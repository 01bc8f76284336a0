//! Texts and Markdown: lengths, characters, front matter, injection.

use super::{NOTE, Random, TEXT, base};
use std::fmt::Write as _;

pub(super) fn truncated(random: &mut Random) -> String {
    let text = base(random);
    let mut at = random.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text[..at].to_owned()
}

pub(super) fn huge_line(random: &mut Random) -> String {
    let word = *random.pick(&["word ", "слово ", "a", "<b>", "[", "*_", "&amp;", "`", "\u{301}", "“Yes,” said Ali. "]);
    word.repeat(random.between(10_000, 120_000))
}

pub(super) fn many_lines(random: &mut Random) -> String {
    let line = *random.pick(&["\n", "x\n", "- x\n", "> x\n", "# x\n", "Mr. A said B.\n\n", "\r", "<p>x\n", "| a |\n"]);
    line.repeat(random.between(5_000, 60_000))
}

pub(super) fn white_space(random: &mut Random) -> String {
    (0..random.between(1, 5_000))
        .map(|_| *random.pick(&[' ', '\n', '\t', '\r', '\u{A0}', '\u{200B}', '\u{FEFF}', '\u{3000}', '\u{2028}']))
        .collect()
}

pub(super) fn emoji(random: &mut Random) -> String {
    let faces = ["👩‍👩‍👧‍👦", "🇹🇯", "🏴‍☠️", "✊🏽", "❤️", "😀", "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308}"];
    (0..random.between(5, 500)).map(|n| if n % 7 == 0 { "said Ali. " } else { random.pick(&faces) }).collect()
}

pub(super) fn right_to_left(random: &mut Random) -> String {
    let pieces = [
        "رئیس جمهور تاجیکستان ",
        "می\u{200C}خواهم ",
        "الرئيس إمام علي رحمان. ",
        "שלום ",
        "Emomali Rahmon ",
        "\n\n",
        "۱۴۰۰ ",
        "؟ ",
    ];
    (0..random.between(20, 400)).map(|_| *random.pick(&pieces)).collect()
}

pub(super) fn bidi_controls(random: &mut Random) -> String {
    let controls =
        ['\u{202E}', '\u{202D}', '\u{2066}', '\u{2069}', '\u{200F}', '\u{61C}', '\u{AD}', '\u{200B}', '\u{2060}'];
    base(random).chars().flat_map(|c| [c, *random.pick(&controls)]).collect()
}

pub(super) fn line_ends(random: &mut Random) -> String {
    let ends = ["\r", "\r\n", "\n", "\n\r", "\u{85}", "\u{2028}", "\u{2029}", "\x0B", "\x0C"];
    let one = *random.pick(&ends);
    let mixed = random.below(2) == 0;
    base(random).lines().flat_map(|line| [line, if mixed { *random.pick(&ends) } else { one }]).collect()
}

pub(super) fn combining_marks(random: &mut Random) -> String {
    let mut text = String::new();
    for c in TEXT.chars() {
        text.push(c);
        for _ in 0..random.below(12) {
            text.extend(char::from_u32(0x300 + random.below(0x6F) as u32));
        }
    }
    text
}

pub(super) fn script_injection(random: &mut Random) -> String {
    let tries = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">Read more</a>",
        "[Read more](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<svg/onload=alert(1)>",
        "\"><script>alert(1)</script>",
        "'-alert(1)-'",
        "</title><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<math><mtext></p><style><img title=\"</style><img src=x onerror=alert(1)>\">",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<a href=\"  JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"https://example.org/&quot;onmouseover=&quot;alert(1)\">x</a>",
    ];
    let mut text = String::new();
    for line in base(random).lines() {
        let _ = writeln!(text, "{line} {}", random.pick(&tries));
    }
    text
}

pub(super) fn template_syntax(random: &mut Random) -> String {
    let pieces = [
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "{# note #}",
        "{{ config.secret | safe }}",
        "{{",
        "}}",
        "{%",
        "${x}",
        "<% x %>",
    ];
    base(random).split(' ').flat_map(|word| [word, " ", *random.pick(&pieces), " "]).collect()
}

pub(super) fn impossible_dates(random: &mut Random) -> String {
    let dates = [
        "31 February 2021",
        "0 May 2021",
        "99/99/9999",
        "May 32, 2021",
        "2021-00-00",
        "29 February 2100",
        "year 292277026596",
        "10000 BC",
        "on Tuesday",
        "12:61 PM",
        "-1 January -1",
    ];
    let mut text = String::new();
    for _ in 0..random.between(5, 200) {
        let _ = write!(text, "It happened on {}, officials said.\n\n", random.pick(&dates));
    }
    text
}

pub(super) fn deep_quotes(random: &mut Random) -> Vec<u8> {
    let mark = *random.pick(&["> ", "- ", "* ", "1. ", "**", "[", "![", "`", "<div>\n", "  "]);
    format!("{}deep\n\n{}", mark.repeat(random.between(500, 20_000)), TEXT).into_bytes()
}

pub(super) fn giant_markdown_table(random: &mut Random) -> Vec<u8> {
    let cells = random.between(1, 60);
    let row = format!("|{}\n", " a |".repeat(cells));
    format!("{row}|{}\n{}", "---|".repeat(cells), row.repeat(random.between(10, 1_000))).into_bytes()
}

pub(super) fn broken_toml(random: &mut Random) -> Vec<u8> {
    let head = *random.pick(&[
        "+++\ntitle = \n+++\n",
        "+++\ntitle = \"open\n+++\n",
        "+++\n[[[\n+++\n",
        "+++\ntitle = 1\ndate = true\nauthors = { a = 1 }\ntags = 3\ndraft = \"perhaps\"\n+++\n",
        "+++\ntitle = \"a\"\ntitle = \"b\"\n+++\n",
        "+++\ntitle = \"never closed\"\n",
        "+++\ndate = 2022-13-45T99:99:99Z\n+++\n",
        "+++\n\u{FEFF}title = \"x\"\n+++",
    ]);
    format!("{head}{NOTE}").into_bytes()
}

pub(super) fn broken_yaml(random: &mut Random) -> Vec<u8> {
    let head = *random.pick(&[
        "---\ntitle: a: b: c\n---\n",
        "---\n\ttitle: tab\n---\n",
        "---\ntitle: \"open\n---\n",
        "---\n- a\n- b\n---\n",
        "---\ntitle: *nothing\n---\n",
        "---\n? [complex, key]\n: value\ntitle: x\n---\n",
        "---\ntitle: !!binary aGk=\ndate: !!int x\n---\n",
        "---\n---\n---\n",
        "---\ntitle: never closed\n",
        "---\n{{{{\n---\n",
    ]);
    format!("{head}{TEXT}").into_bytes()
}

pub(super) fn yaml_bomb(random: &mut Random) -> Vec<u8> {
    let mut text = String::from("---\na0: &a0 [x]\n");
    for level in 1..random.between(5, 40) {
        let before = level - 1;
        let _ =
            writeln!(text, "a{level}: &a{level} [*a{before},*a{before},*a{before},*a{before},*a{before},*a{before}]");
    }
    text.push_str("---\n");
    text.push_str(TEXT);
    text.into_bytes()
}

pub(super) fn path_in_title(random: &mut Random) -> Vec<u8> {
    let title = *random.pick(&[
        "../../../../etc/passwd",
        "..\\\\..\\\\windows",
        "/absolute",
        "CON",
        "nul.html",
        "index",
        "a/b/c",
        "%2e%2e%2f",
        ".",
        "..",
        "\\u0000",
        "assets/style.css",
        "articles",
        "👻",
    ]);
    format!("+++\ntitle = \"{title}\"\nauthors = [\"{title}\"]\n[taxonomies]\ntags = [\"{title}\"]\n+++\n{TEXT}")
        .into_bytes()
}

pub(super) fn markdown_soup(random: &mut Random) -> Vec<u8> {
    let pieces = [
        "**",
        "__",
        "*",
        "_",
        "`",
        "```",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "\n",
        "\n\n",
        "# ",
        "> ",
        "- ",
        "1. ",
        "|",
        "---",
        "[^1]",
        "[^1]: ",
        "    ",
        "~~",
        "\\",
        "&",
        "<div>",
        "</div>",
        "word ",
        "http://a.example ",
        "<script>",
        ":::",
        "$$",
    ];
    let text: String = (0..random.between(200, 20_000)).map(|_| *random.pick(&pieces)).collect();
    text.into_bytes()
}
