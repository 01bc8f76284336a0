//! Program text with its words classed for the style sheet. The highlighter is only loaded when there is code.

use super::{Html, Markup};
use std::sync::LazyLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// More than this is shown plain: it is data rather than code, and the highlighter's cost grows with its patterns.
const LONGEST: usize = 64 << 10;
/// So are texts with longer lines.
const LONGEST_LINE: usize = 2_000;

/// The classes that [`highlight`] writes begin with this.
const PREFIX: &str = "hl-";

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Code as spans with classes; plain, escaped text when the language is unknown or the text too long.
pub fn highlight(code: &str, language: Option<&str>) -> Html {
    language
        .filter(|_| code.len() <= LONGEST && code.lines().all(|line| line.len() <= LONGEST_LINE))
        .and_then(|language| classed(code, language))
        .unwrap_or_else(|| {
            let mut plain = Markup::with_capacity(code.len());
            plain.text(code);
            plain.finish()
        })
}

fn classed(code: &str, language: &str) -> Option<Html> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: PREFIX };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    // the syntaxes want every line to end
    let ended = if code.ends_with('\n') { code.to_owned() } else { format!("{code}\n") };
    for line in LinesWithEndings::from(&ended) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(Html(generator.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_all_text_is_escaped() {
        let html = highlight("let x = \"<b>\"; // <i>", Some("rust"));
        assert!(html.as_str().contains("hl-comment"), "{}", html.as_str());
        assert!(!html.as_str().contains("<b>") && !html.as_str().contains("<i>"));
        assert_eq!(highlight("<b>", Some("no such")).as_str(), "&lt;b&gt;");
        assert_eq!(highlight("<b>", None).as_str(), "&lt;b&gt;");
    }

    #[test]
    fn long_lines_stay_plain() {
        let html = highlight(&"(".repeat(LONGEST_LINE + 1), Some("rust"));
        assert!(!html.as_str().contains("<span"));
    }
}
