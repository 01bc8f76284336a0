//! Adds a decision to a file of the curator's, whose comments, order and layout stay as they are.
//!
//! Input: a [`Settlement`] and the file's text. Output: the new text. Adding what is there already changes nothing.
//!
//! 1. [`Settlement::file`] says which file of the project it belongs to.
//! 2. [`Settlement::add_to`] parses that file's text, adds what is missing, and writes it out again.
//!
//! The words that `review` prints are those that it would write: both come from here.

use crate::model::EntityKind;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

/// A decision that settles a doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// These names mean the entity too.
    Alias {
        /// The entity.
        id: String,
        /// Its name, where the id does not say it.
        name: Option<String>,
        /// The names that are joined with it.
        aliases: Vec<String>,
    },
    /// Two entities stay two.
    Apart {
        /// One of them.
        id: String,
        /// The other.
        from: String,
    },
    /// What an entity is.
    Kind {
        /// The entity.
        id: String,
        /// What it is.
        kind: EntityKind,
    },
    /// A text that names nothing.
    Ignore(String),
    /// A topic of the briefing's own.
    Topic {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// The phrases that speak for it.
        cues: Vec<String>,
        /// Whether it is to be one.
        wanted: Wanted,
    },
    /// An article that is shown no more.
    Takedown(super::Takedown),
    /// What a name means in one article.
    Mention {
        /// Id of the article.
        article: String,
        /// The name as the article has it.
        text: String,
        /// Id of the entity; none when it names nothing.
        entity: Option<String>,
        /// Which of its occurrences, from 1; none for all.
        nth: Option<u32>,
    },
}

/// Whether a topic is to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// It has a page.
    Shown,
    /// It is not shown, and not asked again.
    Hidden,
}

/// Why a decision could not be added.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The file is no TOML.
    #[error("the file is not valid TOML: {0}")]
    NotToml(String),
    /// A key that the decision needs holds something else.
    #[error("`{0}` is written in another form than it should be")]
    Form(String),
}

impl Settlement {
    /// The file that it belongs to, as a path below the project's root.
    pub fn file(&self) -> String {
        match self {
            Self::Alias { .. } | Self::Apart { .. } | Self::Kind { .. } | Self::Ignore(_) => {
                "curation/entities.toml".to_owned()
            }
            Self::Topic { .. } => "curation/topics.toml".to_owned(),
            Self::Takedown(_) => "curation/takedowns.toml".to_owned(),
            Self::Mention { article, .. } => format!("curation/articles/{article}.toml"),
        }
    }

    /// The decision as it would stand in a file of its own.
    pub fn toml(&self) -> String {
        self.add_to("").unwrap_or_default()
    }

    /// Adds it to the text of its file.
    ///
    /// # Errors
    /// When the text is no TOML, or a key in it has the wrong form; the file has to be mended first.
    pub fn add_to(&self, text: &str) -> Result<String, SettleError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut document: DocumentMut = text
            .parse()
            .map_err(|error: toml_edit::TomlError| SettleError::NotToml(error.message().replace('\n', "; ")))?;
        if document.is_empty() && !text.trim().is_empty() {
            // comments alone: they opened the file and go on doing so
            return Ok(format!("{}\n\n{}", text.trim_end(), self.add_to("")?));
        }
        match self {
            Self::Alias { id, name, aliases } => {
                let entity = entity(&mut document, id)?;
                if let Some(name) = name
                    && !entity.contains_key("name")
                {
                    entity.insert("name", value(name));
                }
                for alias in aliases {
                    push(entity, "aliases", alias)?;
                }
            }
            Self::Topic { id, name, cues, wanted } => {
                let topic = named_table(&mut document, "topic", id)?;
                if *wanted == Wanted::Hidden {
                    topic.insert("hide", value(true));
                } else {
                    topic.insert("name", value(name));
                }
                cues.iter().try_for_each(|cue| push(topic, "any", cue))?;
            }
            Self::Apart { id, from } => push(entity(&mut document, id)?, "distinct-from", from)?,
            Self::Kind { id, kind } => {
                entity(&mut document, id)?.insert("kind", value(kind.name()));
            }
            Self::Ignore(text) => {
                let is_new = !document.contains_key("ignore");
                push(document.as_table_mut(), "ignore", text)?;
                if is_new {
                    keep_opening_first(document.as_table_mut(), "ignore");
                }
            }
            Self::Takedown(decision) => takedown(document.as_table_mut(), decision)?,
            Self::Mention { text, entity, nth, .. } => {
                let means = entity.as_deref().map_or_else(|| Value::from(false), Value::from);
                mention(document.as_table_mut(), (text, *nth), means)?;
            }
        }
        Ok(document.to_string())
    }
}

/// `[entity.<id>]`, made where it is not there.
fn entity<'d>(document: &'d mut DocumentMut, id: &str) -> Result<&'d mut dyn TableLike, SettleError> {
    named_table(document, "entity", id)
}

/// `[<kind>.<id>]`, made where it is not there.
fn named_table<'d>(document: &'d mut DocumentMut, kind: &str, id: &str) -> Result<&'d mut dyn TableLike, SettleError> {
    let is_empty = document.is_empty();
    let root = document.as_table_mut();
    let entities = root.entry(kind).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let entities = entities.as_table_like_mut().ok_or_else(|| SettleError::Form(kind.to_owned()))?;
    let is_first = is_empty && entities.is_empty();
    let entity = entities.entry(id).or_insert_with(|| {
        let mut table = Table::new();
        // a line between it and what stands before it
        table.decor_mut().set_prefix(if is_first { "" } else { "\n" });
        Item::Table(table)
    });
    entity.as_table_like_mut().ok_or_else(|| SettleError::Form(format!("{kind}.{id}")))
}

/// A new key goes before all tables, and would go before the comment that opens the file: that one stays first.
fn keep_opening_first(root: &mut Table, key: &str) {
    let first = root.iter_mut().filter_map(|(_, item)| item.as_table_mut()).find_map(first_shown);
    let Some(first) = first else { return };
    let prefix = first.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    // what stands right above the table is the table's own
    let Some((opening, own)) = prefix.rsplit_once("\n\n") else { return };
    first.decor_mut().set_prefix(format!("\n{own}"));
    if let Some(mut key) = root.key_mut(key) {
        key.leaf_decor_mut().set_prefix(format!("{opening}\n\n"));
    }
}

/// The first table of a file that has a heading of its own.
fn first_shown(table: &mut Table) -> Option<&mut Table> {
    if !table.is_implicit() {
        return Some(table);
    }
    table
        .iter_mut()
        .filter_map(|(_, item)| item.as_table_mut())
        .min_by_key(|table| table.position())
        .and_then(first_shown)
}

/// Adds a text to a list, in the layout that the list has.
fn push(table: &mut dyn TableLike, key: &str, text: &str) -> Result<(), SettleError> {
    let list = table.entry(key).or_insert_with(|| value(Array::new()));
    let list = list.as_array_mut().ok_or_else(|| SettleError::Form(key.to_owned()))?;
    if list.iter().any(|there| there.as_str() == Some(text)) {
        return Ok(());
    }
    push_like_last(list, Value::from(text));
    Ok(())
}

/// Appends an item as the last one is written: on a line of its own or on the same, comments where they were.
fn push_like_last(list: &mut Array, mut item: Value) {
    let trailing = list.trailing().as_str().unwrap_or_default().to_owned();
    let Some(before) = list.len().checked_sub(1).and_then(|at| list.get_mut(at)) else {
        list.push(item);
        return;
    };
    let written = |raw: Option<&toml_edit::RawString>| raw.and_then(|raw| raw.as_str()).unwrap_or_default().to_owned();
    let (prefix, suffix) = (written(before.decor().prefix()), written(before.decor().suffix()));
    // comments above an item are its own, the one behind it stays behind it
    let line = prefix.rfind('\n').map(|at| &prefix[at..]);
    if let Some(line) = line {
        let (behind, end) = trailing.split_at(trailing.rfind('\n').unwrap_or(0));
        item.decor_mut().set_prefix(format!("{behind}{line}"));
        list.set_trailing(end);
        list.push_formatted(item);
    } else if suffix.trim().is_empty() {
        before.decor_mut().set_suffix("");
        item.decor_mut().set_prefix(" ");
        item.decor_mut().set_suffix(suffix);
        list.push_formatted(item);
    } else {
        list.push(item);
    }
}

/// `mention = [{ text = …, entity = … }]`: what was said of this name before is replaced.
fn mention(table: &mut Table, (text, nth): (&str, Option<u32>), means: Value) -> Result<(), SettleError> {
    let list = table.entry("mention").or_insert_with(|| value(Array::new()));
    let is_it = |entry: &dyn TableLike| {
        entry.get("text").and_then(Item::as_str) == Some(text)
            && entry.get("nth").and_then(Item::as_integer) == nth.map(i64::from)
    };
    let write = |entry: &mut dyn TableLike| {
        entry.insert("text", value(text));
        entry.insert("entity", Item::Value(means));
        if let Some(nth) = nth {
            entry.insert("nth", value(i64::from(nth)));
        }
    };
    if let Some(tables) = list.as_array_of_tables_mut() {
        if let Some(entry) = tables.iter_mut().find(|entry| is_it(*entry)) {
            write(entry);
        } else {
            let mut entry = Table::new();
            write(&mut entry);
            tables.push(entry);
        }
        return Ok(());
    }
    let list = list.as_array_mut().ok_or_else(|| SettleError::Form("mention".to_owned()))?;
    if let Some(entry) = list.iter_mut().filter_map(Value::as_inline_table_mut).find(|entry| is_it(*entry)) {
        write(entry);
    } else {
        let mut entry = InlineTable::new();
        write(&mut entry);
        push_like_last(list, Value::InlineTable(entry));
    }
    Ok(())
}

/// `[[takedown]]`: a file is taken down once. Another can have the id that it had.
fn takedown(root: &mut Table, decision: &super::Takedown) -> Result<(), SettleError> {
    let is_first = root.is_empty();
    let list = root.entry("takedown").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let list = list.as_array_of_tables_mut().ok_or_else(|| SettleError::Form("takedown".to_owned()))?;
    let is_it = |there: &Table| {
        let says = |key: &str, value: Option<&str>| there.get(key).and_then(Item::as_str) == value;
        says("article", Some(&decision.article))
            && says("file", decision.file.as_deref())
            && says("sha256", decision.sha256.as_deref())
    };
    if list.iter().any(is_it) {
        return Ok(());
    }
    let mut entry = Table::new();
    entry.decor_mut().set_prefix(if is_first { "" } else { "\n" });
    entry.insert("article", value(&decision.article));
    let known_by =
        [("file", &decision.file), ("slug", &decision.slug), ("url", &decision.url), ("sha256", &decision.sha256)];
    for (key, text) in known_by {
        if let Some(text) = text {
            entry.insert(key, value(text));
        }
    }
    if !decision.except.is_empty() {
        entry.insert("except", value(decision.except.iter().collect::<Array>()));
    }
    if let Some(date) = decision.date {
        // to the day, and thus a date of TOML's own
        let day = date.to_string().parse::<toml_edit::Datetime>();
        entry.insert("date", day.map_or_else(|_| value(date.to_string()), value));
    }
    if let Some(reason) = &decision.reason {
        entry.insert("reason", value(reason));
    }
    list.push(entry);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alias(id: &str, alias: &str) -> Settlement {
        Settlement::Alias { id: id.to_owned(), name: None, aliases: vec![alias.to_owned()] }
    }

    #[test]
    fn a_new_file_holds_the_decision_alone() {
        assert_eq!(
            alias("amrullah-saleh", "Amurula Surrey").toml(),
            "[entity.amrullah-saleh]\naliases = [\"Amurula Surrey\"]\n"
        );
        assert_eq!(Settlement::Ignore("Read “More”".to_owned()).toml(), "ignore = [\"Read “More”\"]\n");
        let mention = |entity: Option<&str>| Settlement::Mention {
            article: "the-heir".to_owned(),
            text: "Massoud".to_owned(),
            entity: entity.map(str::to_owned),
            nth: None,
        };
        assert_eq!(
            mention(Some("ahmad-massoud")).toml(),
            "mention = [{ text = \"Massoud\", entity = \"ahmad-massoud\" }]\n"
        );
        assert_eq!(mention(None).toml(), "mention = [{ text = \"Massoud\", entity = false }]\n");
        assert_eq!(mention(None).file(), "curation/articles/the-heir.toml");
    }

    #[test]
    fn comments_order_and_layout_stay() {
        let before = "# Ours.\nignore = [\n    \"Read More\", # a button\n]\n\n# the son\n[entity.ahmad-massoud]\naliases = [ \"Massoud junior\" ] # so in one article\nname   = \"Ahmad Massoud\"\n\n[entity.kabul]\nhide = true # for now\n";
        let once = alias("ahmad-massoud", "Ahmad Masood").add_to(before).unwrap();
        let twice = Settlement::Ignore("Share".to_owned()).add_to(&once).unwrap();
        let all = Settlement::Apart { id: "panj".to_owned(), from: "panjshir".to_owned() }.add_to(&twice).unwrap();
        assert_eq!(
            all,
            "# Ours.\nignore = [\n    \"Read More\", # a button\n    \"Share\",\n]\n\n# the son\n[entity.ahmad-massoud]\naliases = [ \"Massoud junior\", \"Ahmad Masood\" ] # so in one article\nname   = \"Ahmad Massoud\"\n\n[entity.kabul]\nhide = true # for now\n\n[entity.panj]\ndistinct-from = [\"panjshir\"]\n"
        );
        assert_eq!(alias("ahmad-massoud", "Ahmad Masood").add_to(&all).unwrap(), all, "nothing is written twice");
    }

    #[test]
    fn the_comment_that_opens_a_file_stays_first() {
        let before = "# Names of the river.\n\n# the town\n[entity.khorog]\nhide = true\n";
        assert_eq!(
            Settlement::Ignore("Share".to_owned()).add_to(before).unwrap(),
            "# Names of the river.\n\nignore = [\"Share\"]\n\n# the town\n[entity.khorog]\nhide = true\n"
        );
    }

    #[test]
    fn takedowns_are_added_once_and_comments_stay() {
        let takedown = |article: &str| {
            Settlement::Takedown(super::super::Takedown {
                article: article.to_owned(),
                slug: Some(format!("{article}-k3f9")),
                date: crate::model::PartialDate::parse_iso("2021-10-02"),
                reason: Some("at the author's request".to_owned()),
                ..super::super::Takedown::default()
            })
        };
        let first = takedown("the-heir").toml();
        assert_eq!(
            first,
            "[[takedown]]\narticle = \"the-heir\"\nslug = \"the-heir-k3f9\"\ndate = 2021-10-02\nreason = \"at the author's request\"\n"
        );
        let commented = format!("# Why: see the file.\n{first}");
        let both = takedown("the-ferry").add_to(&commented).unwrap();
        assert!(both.starts_with(&commented) && both.ends_with(&takedown("the-ferry").toml()), "{both}");
        assert_eq!(takedown("the-heir").add_to(&both).unwrap(), both);
        assert!(matches!(takedown("x").add_to("takedown = 3\n"), Err(SettleError::Form(_))));
        assert_eq!(takedown("the-heir").add_to("# Ask first.\n").unwrap(), format!("# Ask first.\n\n{first}"));
    }

    #[test]
    fn other_forms_of_the_same_tables_are_understood() {
        let dotted = alias("x", "Y").add_to("entity.x.name = \"X\"\n").unwrap();
        assert!(dotted.contains("aliases"), "{dotted}");
        let inline = alias("x", "Y").add_to("entity = { x = { name = \"X\" } }\n").unwrap();
        assert!(toml_of(&inline)["entity"]["x"]["aliases"][0].as_str() == Some("Y"), "{inline}");
        let tables = "[[mention]]\ntext = \"A\"\nentity = \"a\"\n";
        let mention = Settlement::Mention {
            article: String::new(),
            text: "A".to_owned(),
            entity: Some("b".to_owned()),
            nth: None,
        };
        assert_eq!(mention.add_to(tables).unwrap(), "[[mention]]\ntext = \"A\"\nentity = \"b\"\n");
    }

    #[test]
    fn what_cannot_be_added_to_is_left_alone() {
        assert!(matches!(alias("x", "Y").add_to("[entity.x"), Err(SettleError::NotToml(_))));
        assert!(matches!(alias("x", "Y").add_to("entity = 3\n"), Err(SettleError::Form(_))));
        assert!(matches!(alias("x", "Y").add_to("[entity.x]\naliases = \"Z\"\n"), Err(SettleError::Form(_))));
    }

    #[test]
    fn hostile_texts_stay_texts() {
        for evil in ["\"]\nignore = [\"x", "a\u{1b}[31m\\", "'''", "\"\"\"", "\n"] {
            let toml = alias("x", evil).toml();
            assert_eq!(toml_of(&toml)["entity"]["x"]["aliases"][0].as_str(), Some(evil), "{toml}");
        }
    }

    fn toml_of(text: &str) -> toml::Table {
        text.parse().expect("it is TOML")
    }
}
