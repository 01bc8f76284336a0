//! Trains and scores the finder of names; docs/names.md says how it is called and what comes out.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a tool of the repository: it writes the weights and prints the figures"
)]

use anyhow::{Context, Result, bail};
use briefing::annotate::Annotator;
use briefing::annotate::training::{
    Finding, Recipe, Sample, Text, annotator, compare, read_marked, read_uner, read_wikigold, train,
};
use briefing::model::EntityKind;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let number = |name: &str, default: f32| option(name).map_or(Ok(default), |value| value.parse()).context("a number");
    let count = |name: &str, default: u32| option(name).map_or(Ok(default), |value| value.parse()).context("a count");
    let data = PathBuf::from(option("--data").context("--data DIR is missing")?);
    let own = PathBuf::from(option("--own").unwrap_or_else(|| "data/training".to_owned()));
    let defaults = Recipe::default();
    let recipe = Recipe {
        rounds: count("--rounds", defaults.rounds)?,
        step: number("--step", defaults.step)?,
        sparsity: number("--sparsity", defaults.sparsity)?,
        smallness: number("--smallness", defaults.smallness)?,
    };
    let plan = Plan {
        recipe,
        rarest: count("--rarest", 2)?,
        uner: number("--w-uner", 1.0)?,
        wikigold: number("--w-wikigold", 1.0)?,
        own: number("--w-own", 1.0)?,
        errors: arguments.iter().any(|a| a == "--errors"),
    };
    let corpora = Corpora::read(&data, &own)?;
    match arguments.first().map(String::as_str) {
        Some("train") => {
            let weights = corpora.train(&plan, &|_, _| true);
            let out = option("--out").unwrap_or_else(|| "data/names.model".to_owned());
            std::fs::write(&out, &weights).with_context(|| out.clone())?;
            println!("{out}: {} bytes", weights.len());
            Ok(())
        }
        Some("cross") => corpora.cross(&plan),
        Some("score") => {
            let annotator = annotator(None).map_err(anyhow::Error::msg)?;
            for (name, texts) in corpora.all() {
                print(name, &findings(&annotator, &texts.iter().collect::<Vec<_>>(), plan.errors));
            }
            Ok(())
        }
        _ => bail!("train, cross or score"),
    }
}

struct Plan {
    recipe: Recipe,
    rarest: u32,
    uner: f32,
    wikigold: f32,
    own: f32,
    errors: bool,
}

struct Corpora {
    uner: Vec<Text>,
    dev: Vec<Text>,
    wikigold: Vec<Text>,
    own: Vec<Text>,
    /// Of each of the project's own texts: the part of the world that it is from.
    regions: Vec<usize>,
}

impl Corpora {
    fn read(data: &Path, own: &Path) -> Result<Self> {
        let file = |path: PathBuf| std::fs::read_to_string(&path).with_context(|| path.display().to_string());
        let mut parts: Vec<PathBuf> = match std::fs::read_dir(own) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            Err(_) => Vec::new(),
        };
        parts.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
        parts.sort();
        let (mut texts, mut regions) = (Vec::new(), Vec::new());
        let mut known: Vec<String> = Vec::new();
        for part in parts {
            let read = read_marked(&file(part.clone())?).map_err(anyhow::Error::msg);
            texts.extend(read.with_context(|| part.display().to_string())?);
            let name = part.file_stem().unwrap_or_default().to_string_lossy();
            let region = name.split('-').next().unwrap_or_default();
            if known.last().is_none_or(|last| last != region) {
                known.push(region.to_owned());
            }
            regions.resize(texts.len(), known.len() - 1);
        }
        Ok(Self {
            uner: read_uner(&file(data.join("uner/en_ewt-train.iob2"))?),
            dev: read_uner(&file(data.join("uner/en_ewt-dev.iob2"))?),
            wikigold: read_wikigold(&file(data.join("wikigold/wikigold.conll.txt"))?),
            own: texts,
            regions,
        })
    }

    fn all(&self) -> [(&'static str, &[Text]); 4] {
        [("uner-train", &self.uner), ("uner-dev", &self.dev), ("wikigold", &self.wikigold), ("own", &self.own)]
    }

    /// Trains on the texts that `takes` names.
    fn train(&self, plan: &Plan, takes: &(dyn Fn(&str, usize) -> bool + Sync)) -> Vec<u8> {
        let of = [
            ("uner", &self.uner, plan.uner),
            ("wikigold", &self.wikigold, plan.wikigold),
            ("own", &self.own, plan.own),
        ];
        let mut corpus: Vec<Sample<'_>> = Vec::new();
        for (name, texts, weight) in of {
            for (_, text) in texts.iter().enumerate().filter(|(n, _)| weight > 0.0 && takes(name, *n)) {
                corpus.push(Sample { text, weight, group: corpus.len() });
            }
        }
        let is_loud = |n: &usize| n.is_multiple_of(4) && plan.own > 0.0 && takes("own", *n);
        let loud: Vec<(usize, Text)> =
            (0..self.own.len()).filter(is_loud).map(|n| (n, self.own[n].with_loud_title())).collect();
        for (n, text) in &loud {
            let original = corpus.iter().find(|sample| std::ptr::eq(sample.text, &raw const self.own[*n]));
            let group = original.map_or(0, |sample| sample.group);
            corpus.push(Sample { text, weight: plan.own, group });
        }
        train(&corpus, &plan.recipe, plan.rarest)
    }

    /// Each part of the world, with a share of Wikigold, by a model of the others; UNER's dev part by all of these models.
    fn cross(&self, plan: &Plan) -> Result<()> {
        let folds = self.regions.last().map_or(1, |last| last + 1).max(2);
        let (mut dev, mut wikigold, mut own) = (Vec::new(), Vec::new(), Vec::new());
        for fold in 0..folds {
            let start = std::time::Instant::now();
            let is_held = |name: &str, n: usize| match name {
                "uner" => false,
                "own" => self.regions[n] == fold,
                _ => n % folds == fold,
            };
            let weights = self.train(plan, &|name, n| !is_held(name, n));
            let annotator = annotator(Some(&weights)).map_err(anyhow::Error::msg)?;
            eprintln!("fold {fold}: {} bytes, {:.0?}", weights.len(), start.elapsed());
            let held = |name: &str, texts: &[Text]| -> Vec<Finding> {
                let part = texts.iter().enumerate().filter(|(n, _)| is_held(name, *n)).map(|(_, text)| text);
                findings(&annotator, &part.collect::<Vec<_>>(), plan.errors)
            };
            wikigold.extend(held("wikigold", &self.wikigold));
            own.extend(held("own", &self.own));
            dev.extend(findings(&annotator, &self.dev.iter().collect::<Vec<_>>(), false));
        }
        print("uner-dev", &dev);
        print("wikigold", &wikigold);
        print("own", &own);
        Ok(())
    }
}

fn findings(annotator: &Annotator, texts: &[&Text], errors: bool) -> Vec<Finding> {
    let all: Vec<Vec<Finding>> = texts.par_iter().map(|text| compare(annotator, text)).collect();
    if errors {
        for (text, found) in texts.iter().zip(&all) {
            found.iter().filter(|finding| !finding.is_right).for_each(|finding| show(text, finding));
        }
    }
    all.into_iter().flatten().collect()
}

/// Prints a wrong finding or a miss with the words around it.
fn show(text: &Text, finding: &Finding) {
    const AROUND: usize = 30;
    let line = match finding.place.block {
        0 => &text.article.metadata.title,
        n => &text.article.blocks[n as usize - 1].text,
    };
    let (start, end) = (finding.place.span.start as usize, finding.place.span.end as usize);
    let from = line[..start].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let to = line[end..].char_indices().nth(AROUND).map_or(line.len(), |(at, _)| end + at);
    let sign = if finding.is_found { "EXTRA" } else { "MISS" };
    let (before, name, after) = (&line[from..start], &line[start..end], &line[end..to]);
    println!("{sign}\t{}\t{}\t{before} [[{name}]] {after}", finding.kind.name(), finding.rule);
}

fn print(name: &str, findings: &[Finding]) {
    let line = |what: &str, holds: &dyn Fn(&Finding) -> bool| {
        let count = |with: &dyn Fn(&Finding) -> bool| findings.iter().filter(|f| holds(f) && with(f)).count() as f32;
        let (right, found, missed) = (count(&|f| f.is_right), count(&|f| f.is_found), count(&|f| !f.is_found));
        let (p, r) = (right / found.max(1.0), right / (right + missed).max(1.0));
        println!(
            "{name:10} {what:13} P {:5.1} R {:5.1} F1 {:5.1}  ({} names)",
            p * 100.0,
            r * 100.0,
            200.0 * p * r / (p + r).max(1e-9),
            right + missed
        );
    };
    for kind in EntityKind::ALL {
        line(kind.name(), &|f| f.kind == kind);
    }
    line("all", &|_| true);
}
