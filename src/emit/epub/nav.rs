//! The contents: as EPUB 3 has them, with landmarks, and as older readers want them.

use super::xhtml::{escape, page};
use crate::config::SiteSettings;
use crate::emit::book::{Book, Chapter};
use crate::emit::html::links::chapter_file;
use std::fmt::Write;

/// Writing to a string cannot fail.
const TO_STRING: &str = "writing to a String cannot fail";

/// `nav.xhtml`.
pub(super) fn nav(site: &SiteSettings, book: &Book) -> String {
    let mut out = String::from("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n<h1>Contents</h1>\n<ol>\n");
    for part in &book.parts {
        match part.chapters.as_slice() {
            [only] => item(only, part.heading, &mut out),
            chapters => {
                writeln!(out, "<li><span>{}</span>\n<ol>", part.heading).expect(TO_STRING);
                for chapter in chapters {
                    item(chapter, &chapter.title, &mut out);
                }
                out.push_str("</ol>\n</li>\n");
            }
        }
    }
    out.push_str("</ol>\n</nav>\n<nav epub:type=\"landmarks\" aria-label=\"Landmarks\" hidden=\"hidden\">\n<ol>\n");
    out.push_str("<li><a epub:type=\"cover\" href=\"cover.xhtml\">Cover</a></li>\n");
    out.push_str("<li><a epub:type=\"toc\" href=\"nav.xhtml#toc\">Contents</a></li>\n");
    if let Some(first) = book.chapters().next() {
        let file = chapter_file(&first.path);
        writeln!(out, "<li><a epub:type=\"bodymatter\" href=\"{file}\">Begin reading</a></li>").expect(TO_STRING);
    }
    out.push_str("</ol>\n</nav>\n");
    page(site, &site.title, "", &out)
}

fn item(chapter: &Chapter, title: &str, out: &mut String) {
    let direction = chapter.direction.map(|it| format!(" dir=\"{it}\"")).unwrap_or_default();
    let (file, title) = (chapter_file(&chapter.path), label(title));
    writeln!(out, "<li><a href=\"{file}\"{direction}>{}</a></li>", escape(&title)).expect(TO_STRING);
}

/// A label has something in it.
fn label(title: &str) -> String {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "…".to_owned() } else { line }
}

/// `toc.ncx`.
pub(super) fn ncx(site: &SiteSettings, book: &Book, identifier: &str) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" \
         xml:lang=\"{}\">\n<head>\n<meta name=\"dtb:uid\" content=\"{identifier}\"/>\n<meta name=\"dtb:depth\" content=\"2\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n",
        escape(&site.language),
        escape(&site.title)
    );
    let mut order = 0;
    let mut point = |title: &str, chapter: &Chapter, out: &mut String| {
        order += 1;
        let (title, file) = (label(title), chapter_file(&chapter.path));
        write!(
            out,
            "<navPoint id=\"n{order}\" playOrder=\"{order}\"><navLabel><text>{}</text></navLabel><content src=\"{file}\"/>",
            escape(&title)
        )
        .expect(TO_STRING);
    };
    for part in &book.parts {
        let [first, rest @ ..] = part.chapters.as_slice() else { continue };
        if rest.is_empty() {
            point(part.heading, first, &mut out);
            out.push_str("</navPoint>\n");
            continue;
        }
        // a part begins with its first chapter, and one target has one place in the order: the part bears that chapter's name
        point(&format!("{}: {}", part.heading, first.title), first, &mut out);
        for chapter in rest {
            point(&chapter.title, chapter, &mut out);
            out.push_str("</navPoint>\n");
        }
        out.push_str("</navPoint>\n");
    }
    out.push_str("</navMap>\n</ncx>\n");
    out
}
