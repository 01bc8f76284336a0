//! `docs/cleaning.md` lists every rule, with what it takes out and what it keeps. `SNAPSHOTS=overwrite` renews the list.

use briefing::clean::rule_list;
use snapbox::Data;
use std::fmt::Write;
use std::fs;

const DOCUMENT: &str = "docs/cleaning.md";
const BEGIN: &str =
    "<!-- rules: made from the source, `SNAPSHOTS=overwrite cargo test --test clean_docs` renews them -->\n";

#[test]
fn every_rule_is_documented() {
    let mut list = String::new();
    for rule in rule_list() {
        let _ = writeln!(list, "\n### `{}`\n\n{}", rule.id, rule.doc);
        let shown = |lines: &str| lines.rsplit('\n').next().unwrap_or_default().to_owned();
        for (label, lines) in [("Goes", &rule.drops), ("Stays", &rule.keeps)] {
            if !lines.is_empty() {
                let _ = writeln!(list, "\n{label}:\n");
            }
            for line in lines {
                let _ =
                    writeln!(list, "- {}", shown(line).replace('*', "\\*").replace('|', "\\|").replace('<', "&lt;"));
            }
        }
    }
    let document = fs::read_to_string(DOCUMENT).expect("docs/cleaning.md is there");
    let (head, _) = document.split_once(BEGIN).expect("the list has a beginning");
    let expected = Data::read_from(DOCUMENT.as_ref(), None);
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(format!("{head}{BEGIN}{list}"), expected);
}
