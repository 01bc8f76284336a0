//! Who or what an entity is to the briefing: its names and every place where they stand.

use crate::cli::inspect::text_at;
use crate::cli::wording::{counted, shortened};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Article, EntityIx, Mention};
use crate::pipeline::Planned;
use std::fmt::Write;

/// So many mentions are listed.
const MOST: usize = 200;

/// Explains an entity.
pub(super) fn explain(planned: &Planned, ix: EntityIx) -> String {
    let briefing = &planned.briefing;
    let entity = briefing.entity(ix);
    let mut out = format!("{} {}: {}\n", entity.kind.name(), entity.id, entity.name);
    // writing to a string cannot fail
    let page = planned.plan.entity(ix);
    let _ = match page {
        Some(url) => writeln!(out, "  page       {url}"),
        None => writeln!(out, "  page       none: too few mentions (see [thresholds] in briefing.toml), or hidden"),
    };
    let names: Vec<String> = entity.variants.iter().map(|v| format!("{} ×{}", v.text, v.count)).collect();
    let _ = writeln!(out, "  names      {}", names.join(", "));
    if let Some(description) = &entity.description {
        let _ = writeln!(out, "  described  {description}");
    }
    if let Some((role, article)) = &entity.role {
        let _ = writeln!(out, "  role       {role} ({})", briefing.article(*article).id());
    }
    let in_articles = counted(entity.articles.len(), "article", "articles");
    let _ = writeln!(out, "\n{} in {in_articles}", counted(entity.mentions.len(), "mention", "mentions"));
    for at in entity.mentions.iter().take(MOST) {
        let article = briefing.article(at.article);
        let Some(mention) = article.annotated.mentions.get(at.mention as usize) else { continue };
        let clean = &article.annotated.article;
        let place = format!("{}:{}", clean.source.path, line_of(article, mention));
        let text = text_at(article, mention.at);
        let sentence = text_at(article, crate::model::Place { block: mention.at.block, span: mention.sentence });
        let _ = writeln!(
            out,
            "  {place}\n    “{text}” by `{}`, {} %: {}",
            mention.rule,
            mention.confidence,
            shortened(sentence, 100)
        );
    }
    if entity.mentions.len() > MOST {
        let _ = writeln!(out, "  … and {} more", entity.mentions.len() - MOST);
    }
    let _ =
        writeln!(out, "\nTo merge, split, rename, retype or hide it: [entity.{}] in curation/entities.toml", entity.id);
    out
}

fn line_of(article: &Article, mention: &Mention) -> String {
    if mention.at.block == TITLE_BLOCK {
        return "title".to_owned();
    }
    let block = article.annotated.article.blocks.get(mention.at.block as usize - 1);
    block.map_or_else(|| "?".to_owned(), |block| block.lines.first.to_string())
}
