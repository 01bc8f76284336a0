//! What each format makes of a work, down to the letter.

use super::*;

fn reference<'a>() -> Reference<'a> {
    Reference {
        work: Work::Article,
        key: Cow::Borrowed("the-heir"),
        title: Cow::Borrowed("Profit & loss: 100% of {a} $1_000 \\deal # 7 ~ x^2"),
        authors: vec![
            Author::parse("María de la Cruz"),
            Author::parse("Martin Luther King Jr."),
            Author::parse("Ministry of Trade & Industry"),
        ],
        publisher: Some("Oxus & Sons"),
        issued: PartialDate::parse_iso("2021-09-30"),
        not_before: None,
        url: Some("https://example.org/a_b?c=%20&d#e".to_owned()),
        language: Some("en"),
        passage: None,
    }
}

#[test]
fn bibtex_escapes_what_latex_would_run() {
    assert_eq!(
        Format::Bibtex.write(&reference()),
        "@article{the-heir,\n  \
         author = {de la Cruz, María and King, Jr., Martin Luther and {Ministry of Trade \\& Industry}},\n  \
         title = {{Profit \\& loss: 100\\% of \\textbraceleft{}a\\textbraceright{} \\$1\\_000 \\textbackslash{}deal \\# 7 \
         \\textasciitilde{} x\\textasciicircum{}2}},\n  \
         journal = {Oxus \\& Sons},\n  date = {2021-09-30},\n  year = {2021},\n  \
         url = {https://example.org/a_b?c=%20&d#e},\n  language = {en},\n  month = sep,\n}\n"
    );
}

#[test]
fn bibtex_braces_are_balanced_whatever_the_text() {
    for evil in ["}}}", "{{{", "\\}", "a\n}\n@article{x,", "%"] {
        let mut reference = reference();
        reference.title = Cow::Borrowed(evil);
        reference.authors = vec![Author::Body(evil.to_owned())];
        reference.publisher = Some(evil);
        let entry = Format::Bibtex.write(&reference);
        let mut depth = 0_i32;
        for (at, c) in entry.trim_end().char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            assert!(depth > 0 || at + 1 >= entry.trim_end().len() || at < 8, "{entry}");
        }
        assert_eq!(depth, 0, "{entry}");
    }
}

#[test]
fn ris_has_a_field_a_line() {
    let mut reference = reference();
    reference.title = Cow::Borrowed("Title\r\nER  - \nTY  - BOOK");
    assert_eq!(
        Format::Ris.write(&reference),
        "TY  - NEWS\r\nID  - the-heir\r\nTI  - Title  ER  -  TY  - BOOK\r\nAU  - de la Cruz, María\r\n\
         AU  - King, Martin Luther, Jr.\r\nAU  - Ministry of Trade & Industry\r\nT2  - Oxus & Sons\r\nPY  - 2021\r\n\
         DA  - 2021/09/30/\r\nUR  - https://example.org/a_b?c=%20&d#e\r\nLA  - en\r\nER  - \r\n"
    );
    reference.issued = PartialDate::parse_iso("2021");
    assert!(Format::Ris.write(&reference).contains("DA  - 2021///\r\n"));
}

#[test]
fn csl_keeps_particles_suffixes_and_bodies_apart() {
    let item: serde_json::Value = serde_json::from_str(&Format::Csl.write(&reference())).unwrap();
    assert_eq!(
        item["author"],
        serde_json::json!([
            {"family": "Cruz", "given": "María", "non-dropping-particle": "de la"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "Ministry of Trade & Industry"}
        ])
    );
    assert_eq!(item["issued"], serde_json::json!({"date-parts": [[2021, 9, 30]]}));
    assert_eq!(item["type"], "article-newspaper");
    assert!(item.get("accessed").is_none());
    let list: serde_json::Value = serde_json::from_str(&Format::Csl.list(&[reference(), reference()])).unwrap();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
}

#[test]
fn unknown_dates_are_called_so() {
    let mut reference = reference();
    reference.issued = None;
    for format in Format::ALL {
        assert!(format.write(&reference).to_lowercase().contains("date unknown"), "{format:?}");
        assert!(!format.write(&reference).contains("2021"), "{format:?}");
    }
    reference.not_before = PartialDate::parse_iso("2021-09-08");
    for format in Format::ALL {
        assert!(format.write(&reference).contains("not before 8 September 2021"), "{format:?}");
    }
    assert!(Format::Csl.write(&reference).contains("\"note\""));
    let briefing = SiteSettings { title: "The border".to_owned(), ..SiteSettings::default() };
    assert_eq!(Format::Text.write(&Reference::briefing(&briefing)), "“The border”");
}

#[test]
fn passages_have_their_paragraph_and_speaker() {
    let mut reference = reference();
    reference.title = Cow::Borrowed("The heir");
    reference.authors.truncate(1);
    reference.passage =
        Some(Passage { text: Cow::Borrowed("“We stay,”"), paragraph: Some(7), speaker: Some("Ahmad Massoud") });
    assert_eq!(
        Format::Text.write(&reference),
        "“We stay,” (Ahmad Massoud), in: María de la Cruz, “The heir”, Oxus & Sons, 30 September 2021, paragraph 7, \
         https://example.org/a_b?c=%20&d#e"
    );
    for format in [Format::Bibtex, Format::Csl, Format::Ris] {
        let entry = format.write(&reference);
        assert!(entry.contains("Paragraph 7: “We stay,” (Ahmad Massoud)"), "{entry}");
    }
}

#[test]
fn formats_are_sorted_and_unique() {
    assert!(Format::ALL.map(Format::id).is_sorted_by(|a, b| a < b));
}
