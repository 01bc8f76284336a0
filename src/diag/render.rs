//! Diagnostics as a person reads them: the message, the place with the line underlined, the help.

use super::{Diagnostic, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// Renders one diagnostic in the style of compilers, with or without colour. Ends without a line break.
pub fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(at) = &diagnostic.at {
        group = if let Some(snippet) = &at.snippet {
            let annotation = AnnotationKind::Primary.span(snippet.range.clone());
            group.element(Snippet::source(snippet.text.as_ref()).path(at.path.as_str()).annotation(annotation))
        } else {
            let origin = Origin::path(at.path.as_str());
            group.element(match at.line {
                Some(line) => origin.line(line as usize),
                None => origin,
            })
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}
