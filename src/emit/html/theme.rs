//! The templates: built in, each overridable by a file of the same name in the project's `templates/` folder.
//!
//! Input: the settings. Output: a [`Theme`] that renders views. Escaping is on in every template; what may stand
//! unescaped is decided by type, in [`super::markup`].

use super::markup::{Html, escape_to};
use super::wording;
use crate::emit::EmitError;
use crate::emit::folder;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use tera::{Context, Kwargs, State, Tera};

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../templates/", $name)))),*]
    };
}

/// Every built-in template by name, sorted.
pub const BUILT_IN: &[(&str, &str)] = built_in![
    "404.html",
    "about.html",
    "article.html",
    "articles.html",
    "base.html",
    "corrections.html",
    "edition.html",
    "editions.html",
    "entities.html",
    "entity.html",
    "gone.html",
    "home.html",
    "parts.html",
    "quotes.html",
    "relations.html",
    "row-article.html",
    "search.html",
    "timeline.html",
    "topic.html",
    "topics.html",
];

/// The templates, parsed.
#[derive(Debug)]
pub struct Theme(Tera);

impl Theme {
    /// Parses the built-in templates and those of the project.
    ///
    /// # Errors
    /// When one of the project's cannot be read or does not parse.
    pub fn load(overrides: Option<&Path>) -> Result<Self, EmitError> {
        let own = match overrides {
            Some(path) => folder::read(path)?,
            None => BTreeMap::new(),
        };
        let mut sources: BTreeMap<String, String> =
            BUILT_IN.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
        for (name, bytes) in own {
            let text = String::from_utf8(bytes)
                .map_err(|_| EmitError::Template(format!("templates/{name} is not UTF-8: save it as UTF-8")))?;
            sources.insert(name, text);
        }
        Self::parse(&sources)
    }

    fn parse(sources: &BTreeMap<String, String>) -> Result<Self, EmitError> {
        let mut tera = Tera::new();
        // every template, whatever its name ends in
        tera.autoescape_on([""]);
        tera.set_escape_fn(escape_to);
        tera.register_filter("grouped", |number: u64, _: Kwargs, _: &State| wording::grouped(number));
        tera.register_filter("counted", |number: u64, words: Kwargs, _: &State| {
            let (one, many) = (words.must_get::<&str>("one")?, words.must_get::<&str>("many")?);
            Ok::<_, tera::Error>(wording::count(usize::try_from(number).unwrap_or(usize::MAX), one, many))
        });
        tera.add_raw_templates(sources).map_err(|error| fault(&error))?;
        Ok(Self(tera))
    }

    /// Values that every template sees.
    pub fn share<T: Serialize>(&mut self, name: &'static str, value: &T) {
        self.0.global_context().insert(name, value);
    }

    /// Renders a view into a buffer, behind what it holds.
    ///
    /// # Errors
    /// When a template uses what is not there, with file, line and caret.
    pub fn render(&self, template: &str, view: &impl Serialize, out: &mut Vec<u8>) -> Result<(), EmitError> {
        let context = Context::from_serialize(view).map_err(|error| EmitError::Template(error.to_string()))?;
        self.0.render_to(template, &context, out).map_err(|error| fault(&error))
    }

    /// Renders a view into a fragment of a page, as safe as the template that escaped it.
    ///
    /// # Errors
    /// See [`Self::render`].
    pub fn fragment(&self, template: &str, view: &impl Serialize) -> Result<Html, EmitError> {
        let context = Context::from_serialize(view).map_err(|error| EmitError::Template(error.to_string()))?;
        let rendered = self.0.render(template, &context).map_err(|error| fault(&error))?;
        Ok(Html::rendered(rendered))
    }
}

/// What is wrong with a template, with the path that it has in the project.
fn fault(error: &tera::Error) -> EmitError {
    let said = error.to_string();
    let lines = said.lines().map(|line| match line.split_once("--> ") {
        Some((before, place)) if before.trim().is_empty() => format!("{before}--> templates/{place}"),
        _ => line.to_owned(),
    });
    EmitError::Template(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_templates_are_sorted_and_parse() {
        assert!(BUILT_IN.is_sorted());
        Theme::load(None).expect("the built-in templates parse");
    }

    #[test]
    fn no_built_in_template_turns_escaping_off() {
        for (name, text) in BUILT_IN {
            let compact: String = text.split_whitespace().collect();
            assert!(!compact.contains("|safe"), "{name}");
        }
    }

    #[test]
    fn every_template_escapes_whatever_its_name() {
        let sources = [("plain", "{{ text }}"), ("x.txt", "{{ text }}"), ("x.html", "{{ text }}")];
        let sources = sources.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let theme = Theme::parse(&sources).expect("they parse");
        for name in ["plain", "x.txt", "x.html"] {
            let mut out = Vec::new();
            theme.render(name, &BTreeMap::from([("text", "<b>")]), &mut out).expect("it renders");
            assert_eq!(out, b"&lt;b&gt;", "{name}");
        }
    }
}
