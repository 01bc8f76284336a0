//! What became of one article: metadata with origins, the ledger, what it links to.

use crate::cli::inspect::{lines, push_metadata};
use crate::cli::wording::{counted, shortened};
use crate::config::Project;
use crate::model::ArticleIx;
use crate::pipeline::Planned;
use std::fmt::Write;

/// Explains an article.
pub(super) fn explain(planned: &Planned, ix: ArticleIx, project: &Project) -> String {
    let briefing = &planned.briefing;
    let article = briefing.article(ix);
    let clean = &article.annotated.article;
    let mut out = format!("article {}\n", clean.id);
    // writing to a string cannot fail
    let _ = writeln!(out, "  page       {}", planned.plan.article(ix));
    let source = &clean.source;
    let _ = writeln!(out, "  file       {}, {}, {}", source.path, source.format.name(), source.encoding);
    let _ = writeln!(out, "  sha-256    {}", source.sha256);
    push_metadata(&mut out, &clean.metadata);

    let _ = writeln!(out, "\nledger: {} taken out", counted(clean.removed.len(), "passage", "passages"));
    for removal in &clean.removed {
        let _ = writeln!(out, "  {:<9} {}: {}", lines(removal.lines), removal.rule, removal.reason);
        let _ = writeln!(out, "            {}", shortened(&removal.text, 100));
    }

    out.push_str("\nentities\n");
    let mut entities: Vec<_> = article.entities.iter().flatten().collect();
    entities.sort_unstable();
    for same in entities.chunk_by(|a, b| a == b) {
        let entity = briefing.entity(*same[0]);
        let page = planned.plan.entity(*same[0]).map_or_else(|| "no page".to_owned(), ToString::to_string);
        let _ = writeln!(out, "  {:<13} {} ×{} ({page})", entity.kind.name(), entity.name, same.len());
    }
    let unresolved = article.entities.iter().filter(|entity| entity.is_none()).count();
    if unresolved > 0 {
        let _ = writeln!(out, "  {} left unresolved", counted(unresolved, "mention", "mentions"));
    }
    for &other in &article.also_published {
        let _ = writeln!(out, "also published as: {}", briefing.article(other).id());
    }
    for related in &article.related {
        let other = briefing.article(related.article);
        let _ = writeln!(out, "related: {} ({:.2}, {})", other.id(), related.score, related.why);
    }
    let sidecar = project.path(&format!("curation/articles/{}.toml", clean.id));
    let _ = writeln!(out, "\nDecisions on this article go into {}", sidecar.display());
    out
}
