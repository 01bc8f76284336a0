//! `briefing review`
//!
//! 1. Assemble the project as `build` does, and ask [`crate::review`] for its doubts. They are numbered through all kinds,
//!    so that a number means the same whatever is shown.
//! 2. Without `--write` and `--reject` they are printed. 3. With them, the decisions are added to the curator's files.

use super::Outcome;
use super::build::assemble;
use super::ui::{self, Ui};
use super::wording::{counted, printable, shortened};
use crate::config::{Project, Settlement};
use crate::diag::{Diagnostics, Severity};
use crate::model::Briefing;
use crate::model::annotation::TITLE_BLOCK;
use crate::output::PlainFolder;
use crate::pipeline::Audience;
use crate::review::{Doubt, DoubtKind, Sentence, review, text_around};
use anyhow::Context;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  briefing review                        what is most worth settling in the current project
  briefing review --kind merge --limit 50
  briefing review --write 1,4            settle 1 and 4 as proposed
  briefing review --reject 2             decide 2 the other way: the two stay two
  briefing review --json | jq -r '.doubts[] | [.number, .kind, .about] | @tsv'

Numbers hold until a decision or an article changes: settle several at once, or look again.";

/// Show what a curator could settle, most doubtful first
///
/// Lists names that may be one, names that were left unresolved, entities of doubtful kind and names found only once: each
/// with its evidence, what it would change, and the lines of a curation file that would settle it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Review {
    /// A project (with briefing.toml or seeds/) or a plain folder of articles
    #[arg(default_value = ".")]
    root: PathBuf,
    /// Only doubts of this kind; may be given several times
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Vec<Only>,
    /// Show at most N of each kind
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Add the proposed decisions of these numbers to the files in curation/
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    write: Vec<usize>,
    /// Add the decisions to the contrary
    #[arg(long, value_name = "NUMBER", value_delimiter = ',')]
    reject: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Two names that may be one
    Merge,
    /// Names that fit several, or nobody for sure
    Unresolved,
    /// Taken now for a person, now for a place
    Kind,
    /// Found once, and hardly
    OneOff,
    /// Phrases that may be topics
    Topic,
}

impl Only {
    fn of(self) -> DoubtKind {
        match self {
            Self::Merge => DoubtKind::Merge,
            Self::Unresolved => DoubtKind::Unresolved,
            Self::Kind => DoubtKind::Kind,
            Self::OneOff => DoubtKind::OneOff,
            Self::Topic => DoubtKind::Topic,
        }
    }
}

/// Doubts with their numbers.
type Numbered<'d> = Vec<(usize, &'d Doubt)>;

impl Review {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let project = Project::open(&self.root, &mut diagnostics)?;
        let planned = assemble(&project, Audience::Curator, ui.progress().as_ref(), &mut diagnostics)?;
        let doubts = review(&planned.briefing, &project.curation);
        ui.diagnostics(&diagnostics);
        if self.write.is_empty() && self.reject.is_empty() {
            self.print(&planned.briefing, &doubts, ui)?;
        } else {
            self.settle(&project, &doubts, ui)?;
        }
        Ok(if diagnostics.count(Severity::Error) > 0 { Outcome::Faulty } else { Outcome::Fine })
    }

    fn print(&self, briefing: &Briefing, doubts: &[Doubt], ui: Ui) -> anyhow::Result<()> {
        let kinds: Vec<DoubtKind> = self.kind.iter().map(|kind| kind.of()).collect();
        let asked = |kind: DoubtKind| kinds.is_empty() || kinds.contains(&kind);
        let all: Numbered<'_> = (1..).zip(doubts).filter(|(_, doubt)| asked(doubt.kind)).collect();
        let mut shown: Numbered<'_> = Vec::new();
        for kind in DoubtKind::ALL {
            shown.extend(all.iter().filter(|(_, doubt)| doubt.kind == kind).take(self.limit));
        }
        if ui.json {
            let doubts: Vec<_> = shown.iter().map(|(number, doubt)| doubt_json(briefing, *number, doubt)).collect();
            ui::print(&format!("{}\n", json!({ "version": 1, "total": all.len(), "doubts": doubts })))?;
        } else {
            ui::print(&printable(&report(briefing, &all, &shown)))?;
        }
        Ok(())
    }

    /// Adds the chosen decisions to their files.
    fn settle(&self, project: &Project, doubts: &[Doubt], ui: Ui) -> anyhow::Result<()> {
        anyhow::ensure!(
            Project::is_at(&project.root),
            "{} is a plain folder, which no decisions belong to; `briefing init {}` makes it a project first",
            project.root.display(),
            project.root.display()
        );
        if let Some(both) = self.write.iter().find(|number| self.reject.contains(number)) {
            anyhow::bail!("number {both} stands in --write and in --reject; leave it out of one of them");
        }
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut settled = String::new();
        for (number, is_proposed) in self.chosen() {
            let (doubt, settlement) = decision(doubts, number, is_proposed)?;
            let name = settlement.file();
            let path = project.path(&name);
            if !files.contains_key(&name) {
                let text = match std::fs::read_to_string(&path) {
                    Err(cause) if cause.kind() == ErrorKind::NotFound => String::new(),
                    read => read.with_context(|| format!("{} cannot be read", path.display()))?,
                };
                files.insert(name.clone(), text);
            }
            let text = files.get_mut(&name).expect("it was read just now");
            let added = settlement.add_to(text);
            *text = added.with_context(|| format!("nothing was written: mend {} first", path.display()))?;
            // writing to a string cannot fail
            let _ = writeln!(settled, "{:>4}  {} → {}", number, doubt.about, path.display());
        }
        // all decisions fit their files before the first of these changes
        let mut folder = PlainFolder::open(&project.root, &[])?.replacing();
        for (name, text) in &files {
            folder.write(name, text.as_bytes())?;
        }
        if ui.json {
            let files: Vec<&String> = files.keys().collect();
            ui::print(&format!("{}\n", json!({ "version": 1, "written": files })))?;
        } else {
            ui::print(&printable(&settled))?;
        }
        Ok(())
    }

    /// The numbers of `--write` and `--reject`, each once.
    fn chosen(&self) -> BTreeMap<usize, bool> {
        let rejected = self.reject.iter().map(|&number| (number, false));
        rejected.chain(self.write.iter().map(|&number| (number, true))).collect()
    }
}

fn decision(doubts: &[Doubt], number: usize, is_proposed: bool) -> anyhow::Result<(&Doubt, &Settlement)> {
    let doubt = number.checked_sub(1).and_then(|at| doubts.get(at));
    let doubt = doubt.with_context(|| match doubts.len() {
        0 => format!("there is no number {number}: nothing is left to settle"),
        last => format!("there is no number {number}: they go from 1 to {last}"),
    })?;
    if is_proposed {
        return Ok((doubt, &doubt.settle));
    }
    let otherwise = doubt.otherwise.as_ref();
    Ok((doubt, otherwise.with_context(|| format!("number {number} has no decision to the contrary"))?))
}

/// The doubts for people.
fn report(briefing: &Briefing, all: &Numbered<'_>, shown: &Numbered<'_>) -> String {
    let mut out = String::new();
    for kind in DoubtKind::ALL {
        let of_kind = all.iter().filter(|(_, doubt)| doubt.kind == kind).count();
        if of_kind == 0 {
            continue;
        }
        // writing to a string cannot fail
        let _ = writeln!(out, "{}{}: {of_kind}", if out.is_empty() { "" } else { "\n" }, kind.heading());
        let mut left = of_kind;
        for (number, doubt) in shown.iter().filter(|(_, doubt)| doubt.kind == kind) {
            push_doubt(&mut out, briefing, *number, doubt);
            left -= 1;
        }
        if left > 0 {
            let _ = writeln!(out, "\n      … and {left} more: --kind {} --limit {of_kind}", kind.name());
        }
    }
    if out.is_empty() {
        out.push_str("nothing to settle\n");
    }
    out
}

fn push_doubt(out: &mut String, briefing: &Briefing, number: usize, doubt: &Doubt) {
    let _ = writeln!(out, "\n{number:>4}  {}", doubt.about);
    let mut line = |name: &str, text: &str| _ = writeln!(out, "      {name:<8} {text}");
    line("why", &doubt.reasons.join("; "));
    line("effect", &effect(doubt));
    for sentence in &doubt.evidence {
        line("text", &format!("{} {}", place(briefing, sentence), said(briefing, sentence)));
    }
    let file = doubt.settle.file();
    line("so", &format!("--write {number}: {file}"));
    push_toml(out, &doubt.settle);
    if let Some(otherwise) = &doubt.otherwise {
        let _ = writeln!(out, "      {:<8} --reject {number}: {}", "not so", otherwise.file());
        push_toml(out, otherwise);
    }
}

fn push_toml(out: &mut String, settlement: &Settlement) {
    for line in settlement.toml().lines() {
        let _ = writeln!(out, "                 {line}");
    }
}

/// "2 pages become one; 1 mention joined".
fn effect(doubt: &Doubt) -> String {
    let (pages, mentions) = match doubt.kind {
        DoubtKind::Merge if doubt.effect.pages > 1 => ("become one", "joined"),
        DoubtKind::Merge => ("touched", "joined"),
        DoubtKind::Unresolved => ("touched", "linked"),
        DoubtKind::Kind => ("moved", "of another kind"),
        DoubtKind::OneOff => ("gone", "gone"),
        DoubtKind::Topic => ("new", "of it"),
    };
    let mentions = format!("{} {mentions}", counted(doubt.effect.mentions, "mention", "mentions"));
    match doubt.effect.pages {
        0 => mentions,
        count => format!("{} {pages}; {mentions}", counted(count, "page", "pages")),
    }
}

/// `seeds/a.txt:12`, or `title`.
fn place(briefing: &Briefing, sentence: &Sentence) -> String {
    let article = &briefing.article(sentence.article).annotated.article;
    let path = &article.source.path;
    match sentence.at.block {
        TITLE_BLOCK => format!("{path}:title"),
        n => {
            let line = article.blocks.get(n as usize - 1).map_or(0, |block| block.lines.first);
            format!("{path}:{line}")
        }
    }
}

/// The part of a sentence around the name, which stands between arrows.
fn said(briefing: &Briefing, sentence: &Sentence) -> String {
    let text = text_around(briefing.article(sentence.article), sentence.at.block);
    let (whole, name) = (sentence.at.span.range(), sentence.name.range());
    let before = text.get(whole.start..name.start).unwrap_or("");
    let after = text.get(name.end..whole.end).unwrap_or("");
    let from = before.char_indices().rev().nth(90).map_or(0, |(at, _)| at);
    let from = if from == 0 { 0 } else { before[from..].find(' ').map_or(from, |space| from + space + 1) };
    let lead = if from > 0 { "…" } else { "" };
    format!("{lead}{}«{}»{}", &before[from..], &text[name], shortened(after, 70)).replace('\n', " ")
}

fn doubt_json(briefing: &Briefing, number: usize, doubt: &Doubt) -> serde_json::Value {
    let settlement = |settlement: &Settlement| json!({ "file": settlement.file(), "toml": settlement.toml() });
    let evidence: Vec<_> = doubt
        .evidence
        .iter()
        .map(|sentence| {
            let article = briefing.article(sentence.article);
            let text = text_around(article, sentence.at.block);
            json!({
                "article": article.id(),
                "block": sentence.at.block,
                "sentence": text.get(sentence.at.span.range()),
                "name": text.get(sentence.name.range()),
            })
        })
        .collect();
    json!({
        "number": number,
        "kind": doubt.kind.name(),
        "about": doubt.about,
        "score": (f64::from(doubt.score) * 1000.0).round() / 1000.0,
        "reasons": doubt.reasons,
        "effect": { "pages": doubt.effect.pages, "mentions": doubt.effect.mentions },
        "evidence": evidence,
        "settle": settlement(&doubt.settle),
        "otherwise": doubt.otherwise.as_ref().map(settlement),
    })
}
