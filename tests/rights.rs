//! What may not be shown stands nowhere, and what stands there all the same is found.

#![expect(clippy::disallowed_methods, reason = "the tests make the files that the program then reads")]

use briefing::check::Secrets;
use briefing::config::Project;
use briefing::diag::Diagnostics;
use briefing::model::{Briefing, Display, UrlPath};
use briefing::output::MemoryOutput;
use briefing::pipeline::{self, Audience, Planned, Silent};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use walkdir::WalkDir;

const POLICIES: [&str; 4] = ["full", "excerpt", "link-only", "hidden"];

/// The sample's seeds with a policy for each article: every policy in turn, beginning with that one.
fn project(first: usize) -> (TempDir, Project) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for entry in WalkDir::new("seeds").into_iter().map(|entry| entry.expect("an entry of seeds")) {
        let target = folder.path().join(entry.path());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("the folder can be made");
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
    let settings = "title = \"Rights\"\nbase-url = \"https://example.org/\"\nsocial-cards = false\n";
    fs::write(folder.path().join("briefing.toml"), settings).expect("a file");
    let articles = folder.path().join("curation/articles");
    fs::create_dir_all(&articles).expect("a folder");
    for (nth, id) in whole(folder.path()).keys().enumerate() {
        let policy = POLICIES[(first + nth) % POLICIES.len()];
        let sidecar = format!("display = \"{policy}\"\nlicence = \"CC BY 4.0\"\npermission = \"asked by letter\"\n");
        fs::write(articles.join(format!("{id}.toml")), sidecar).expect("a file");
    }
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(folder.path(), &mut diagnostics).expect("a project");
    (folder, project)
}

/// All texts of all articles by id, before anything is decided.
fn whole(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(root, &mut diagnostics).expect("a project");
    let planned = pipeline::assemble(&project, Audience::Curator, &Silent, &mut diagnostics).expect("articles");
    texts(&planned.briefing)
}

/// Titles, decks, blocks, and what was taken out.
fn texts(briefing: &Briefing) -> BTreeMap<String, Vec<String>> {
    let of = |article: &briefing::model::Article| {
        let clean = &article.annotated.article;
        let mut texts = vec![clean.metadata.title.clone()];
        texts.extend(clean.metadata.deck.clone());
        texts.extend(clean.blocks.iter().map(|block| block.text.clone()));
        texts.extend(clean.removed.iter().map(|removal| removal.text.clone()));
        (article.id().to_owned(), texts)
    };
    briefing.articles.iter().map(of).collect()
}

fn built(project: &Project) -> (Planned, BTreeMap<UrlPath, Vec<u8>>) {
    let mut diagnostics = Diagnostics::new();
    let planned = pipeline::assemble(project, Audience::Readers, &Silent, &mut diagnostics).expect("articles");
    let output = MemoryOutput::default();
    pipeline::render(project, &planned, &output, &Silent).expect("a site");
    (planned, output.into_files())
}

/// Every eight words in a row, in lower case. Not the program's own way to read, on purpose.
fn runs(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(8).map(|run| run.join(" ")).collect()
}

/// The text of a file: without tags, without the commonest escapes.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.replace("&quot;", "\"").replace("&#x27;", "'").replace("\\n", " ").replace("\\\"", "\"");
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("\\u003c", "<").replace("\\u003e", ">");
    let mut out = String::new();
    let mut inside = false;
    for c in text.replace("&amp;", "&").chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => continue,
        }
        if inside || c == '>' {
            out.push(' ');
        }
    }
    out
}

#[test]
fn lists_say_what_is_not_shown_whole() {
    let (_folder, project) = project(0);
    let (planned, files) = built(&project);
    let text = |path: &str| String::from_utf8_lossy(&files[&UrlPath::new(path)]).into_owned();
    let index = text("articles/index.html");
    let count = |policy: Display| planned.briefing.articles.iter().filter(|it| it.rights.display == policy).count();
    assert!(count(Display::Excerpt) > 0 && count(Display::LinkOnly) > 0);
    for (policy, words) in [(Display::Excerpt, "excerpt"), (Display::LinkOnly, "link only")] {
        assert_eq!(index.matches(&format!("<bdi>{words}</bdi>")).count(), count(policy));
        let article =
            planned.briefing.articles.iter().position(|it| it.rights.display == policy).expect("there is one");
        let article = &planned.briefing.articles[article];
        let page = files.iter().find(|(path, bytes)| {
            path.as_str().starts_with("people/") && String::from_utf8_lossy(bytes).contains(article.title())
        });
        let page = page.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).expect("somebody is named in it");
        assert!(page.contains(&format!(" · {words}")), "{words}");
        let shown: usize = article.annotated.article.blocks.iter().map(|it| it.text.split_whitespace().count()).sum();
        assert!(article.annotated.article.words as usize <= shown + 20, "words that are shown, not all");
    }
}

#[test]
fn withheld_text_is_in_no_file() {
    for first in 0..POLICIES.len() {
        let (folder, project) = project(first);
        let (planned, files) = built(&project);
        let all: BTreeSet<String> = whole_undecided(folder.path()).iter().flat_map(|text| runs(text)).collect();
        let shown: BTreeSet<String> = texts(&planned.briefing).values().flatten().flat_map(|text| runs(text)).collect();
        let names = planned.briefing.entities.iter().flat_map(|entity| &entity.variants);
        let names: BTreeSet<String> = names.flat_map(|variant| runs(&variant.text)).collect();
        let secret: BTreeSet<&String> =
            all.iter().filter(|run| !shown.contains(*run) && !names.contains(*run)).collect();
        assert!(secret.len() > 500, "only {} runs are withheld", secret.len());
        for (path, bytes) in &files {
            let text = plain(bytes);
            let leaks: Vec<String> = runs(&text).into_iter().filter(|run| secret.contains(run)).collect();
            assert!(leaks.is_empty(), "{path}: {leaks:?}");
        }
        let mut diagnostics = Diagnostics::new();
        let leaks = Secrets::new(&planned.withheld, &planned.briefing).in_files(&files, &mut diagnostics);
        assert_eq!(leaks.expect("memory can be read"), []);
    }
}

/// All texts as they would be without any decision.
fn whole_undecided(root: &Path) -> Vec<String> {
    let curation = root.join("curation");
    let aside = root.join("aside");
    fs::rename(&curation, &aside).expect("a folder can be moved");
    let texts = whole(root).into_values().flatten().collect();
    fs::rename(&aside, &curation).expect("a folder can be moved");
    texts
}

#[test]
fn each_policy_shows_what_it_says() {
    let (_folder, project) = project(0);
    let mut diagnostics = Diagnostics::new();
    let open = |audience, diagnostics: &mut Diagnostics| {
        pipeline::assemble(&project, audience, &Silent, diagnostics).expect("articles").briefing
    };
    let (whole, shown) = (open(Audience::Curator, &mut diagnostics), open(Audience::Readers, &mut diagnostics));
    assert_eq!(whole.articles.len(), shown.articles.len());
    let mut seen = BTreeSet::new();
    for (whole, shown) in whole.articles.iter().zip(&shown.articles) {
        let (all, left) = (&whole.annotated.article, &shown.annotated.article);
        assert_eq!((whole.id(), &whole.slug, whole.title()), (shown.id(), &shown.slug, shown.title()));
        assert_eq!(shown.rights.licence.as_deref(), Some("CC BY 4.0"));
        assert_eq!(whole.names, shown.names, "whom it names stays known");
        assert_eq!(whole.topics, shown.topics, "what it is about stays known");
        let words = |blocks: &[briefing::model::Block]| -> usize {
            blocks.iter().map(|block| briefing::text::words(&block.text).count()).sum()
        };
        match shown.rights.display {
            Display::Full => assert_eq!(all.blocks, left.blocks),
            Display::Excerpt => {
                let limit = project.config.rights.excerpt_words as usize;
                assert!((1..=limit.min(words(&all.blocks) / 2)).contains(&words(&left.blocks)));
                assert!(left.blocks.iter().zip(1..).all(|(block, n)| block.n == n));
                assert!(
                    left.blocks
                        .iter()
                        .all(|block| all.blocks.iter().any(|b| b.text.starts_with(block.text.trim_end_matches('…'))))
                );
            }
            Display::LinkOnly => assert!(left.blocks.is_empty() && left.metadata.deck.is_none()),
            Display::Hidden => panic!("a hidden article is no article"),
        }
        seen.insert(shown.rights.display.name());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["excerpt", "full", "link-only"]);
    sound(&shown);
}

/// Everything points at what is there.
fn sound(briefing: &Briefing) {
    for article in &briefing.articles {
        let found = &article.annotated;
        assert_eq!(found.mentions.len(), article.entities.len());
        assert_eq!(found.quotes.len(), article.speakers.len());
        assert_eq!(found.events.len(), article.timeline.len());
        let places = found.mentions.iter().map(|mention| mention.at).chain(found.quotes.iter().map(|quote| quote.at));
        for at in places.chain(found.events.iter().map(|event| event.at)) {
            let text = match at.block {
                0 => article.title(),
                n => &found.article.blocks[n as usize - 1].text,
            };
            assert!(text.get(at.span.range()).is_some_and(|text| !text.is_empty()), "{} {at:?}", article.id());
        }
        for &at in article.timeline.iter().flatten() {
            let told = &briefing.timeline[at as usize].told;
            assert!(told.iter().any(|told| briefing.article(told.article).id() == article.id()));
        }
    }
    for entity in &briefing.entities {
        for mention in &entity.mentions {
            let of_mention = briefing.article(mention.article).entities[mention.mention as usize];
            assert_eq!(of_mention.map(|ix| &briefing.entity(ix).id), Some(&entity.id));
        }
        for &(article, quote) in &entity.quotes {
            assert!(briefing.article(article).annotated.quotes.len() > quote as usize);
        }
    }
}

/// In each kind of file, written the way that kind is.
#[test]
fn a_planted_leak_is_found_in_every_channel() {
    let (_folder, project) = project(2);
    let (planned, files) = built(&project);
    let secrets = Secrets::new(&planned.withheld, &planned.briefing);
    let passages = planned.withheld.iter().flat_map(|withheld| &withheld.passages);
    // one with what every format has to escape
    let secret = passages
        .filter(|text| text.split_whitespace().count() >= 20 && text.contains(['"', '\'', '’', '“', '&']))
        .find(|text| !files.is_empty() && text.len() > 100)
        .expect("a long passage");
    let page =
        planned.plan.pages.iter().map(|page| page.url.as_str()).find(|url| {
            url.starts_with("articles/a") || url.starts_with("articles/b") || url.starts_with("articles/t")
        });
    for (what, path, bytes) in planted(secret, page.expect("an article")) {
        let mut with_leak = files.clone();
        with_leak.entry(UrlPath::new(path)).or_default().extend_from_slice(&bytes);
        let mut diagnostics = Diagnostics::new();
        let leaks = secrets.in_files(&with_leak, &mut diagnostics).expect("memory can be read");
        let found: Vec<&str> = leaks.iter().map(|leak| leak.file.as_str()).collect();
        assert_eq!(found, [path], "{what}");
        assert!(leaks[0].runs >= 5, "{what}: {leaks:?}");
        assert!(diagnostics.iter().all(|found| found.code == "B066"));
    }
}

/// A text in files of all kinds: what it is, the path, and what is added to it.
fn planted<'a>(secret: &str, page: &'a str) -> Vec<(&'a str, &'a str, Vec<u8>)> {
    let escaped = secret.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&#x27;");
    let twice = format!("&lt;p&gt;{}&lt;/p&gt;", escaped.replace('&', "&amp;"));
    let json = serde_json::to_string(secret).expect("a string");
    let unicode: String = json
        .chars()
        .map(|c| if c.is_ascii() && c != '\'' { c.to_string() } else { format!("\\u{:04x}", c as u32) })
        .collect();
    let linked = {
        let words: Vec<String> = escaped.split(' ').map(|word| format!("<a href=\"x.html\">{word}</a>")).collect();
        words.join(" ")
    };
    // the words, with something between every few
    let by_words = |between: &str, every: usize| {
        let words: Vec<&str> = escaped.split(' ').collect();
        words.chunks(every).map(|words| words.join(" ")).collect::<Vec<_>>().join(between)
    };
    let texts = [
        ("a page", "index.html", format!("<p>{linked}</p>")),
        ("a snippet", "topics/index.html", format!("<p>{escaped}</p>")),
        ("an attribute", "people/index.html", format!("<p title=\"{escaped}\"></p>")),
        ("a share card's meta", page, format!("<meta property=\"og:description\" content=\"{escaped}\">")),
        (
            "structured data",
            "about.html",
            format!("<script type=\"application/ld+json\">{{\"text\":{unicode}}}</script>"),
        ),
        ("the index of search", "assets/search/planted.js", format!("__bs({json})")),
        ("a feed", "feed.xml", format!("<content type=\"html\">{twice}</content>")),
        (
            "a JSON feed",
            "feed.json",
            format!("{{\"content_html\":{}}}", serde_json::to_string(&linked).expect("a string")),
        ),
        ("the data", "briefing.json", format!("{{\"text\":{json}}}")),
        ("a style", "assets/planted.css", format!("/* {secret} */")),
        ("paragraphs for lines", "about.html", format!("<p>{}</p>", by_words("</p>\n<p>", 6))),
        ("names that are set apart", "about.html", format!("<p>{}</p>", by_words("<bdi>\u{20}</bdi>", 4))),
        ("a drawing", "assets/planted.svg", format!("<text>{}</text>", by_words("</tspan><tspan>", 3))),
        ("an office document", "assets/document.xml", format!("<w:p>{}</w:p>", by_words("</w:t></w:r><w:r><w:t>", 2))),
        ("wide lines", "planted.txt", by_words("\n\n", 5)),
        ("a list of words", "assets/planted.json", format!("[\"{}\"]", by_words("\",\"", 1))),
    ];
    let picture = [b"\x89PNG\r\n\x1A\n\0\0\0\0tEXtTitle\0", secret.as_bytes(), b"\0\0\0\0"].concat();
    let texts = texts.into_iter().map(|(what, path, text)| (what, path, text.into_bytes()));
    texts.chain([("a picture", "assets/card.png", picture)]).collect()
}

/// A project of one article of a hundred sentences, with a sidecar.
fn single(sidecar: &str) -> (TempDir, Project) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let sentence = |n: u32| format!("The ferryman of the {n}th pier said that it was late.");
    let sentences = (1..=100).map(sentence).collect::<Vec<_>>().join(" ");
    write("briefing.toml", "title = \"One\"\n");
    write("seeds/ferry.txt", &format!("The ferry of the upper valley\n\n{sentences}\n"));
    write("curation/articles/ferry.toml", sidecar);
    let project = Project::open(folder.path(), &mut Diagnostics::new()).expect("a project");
    (folder, project)
}

#[test]
fn an_excerpt_keeps_no_word_that_the_curator_replaced() {
    let (_folder, project) =
        single("display = \"excerpt\"\nedit = [{ find = \"The ferryman of the 1th pier\", replace = \"He\" }]\n");
    let (planned, files) = built(&project);
    assert_eq!(planned.briefing.articles.len(), 1);
    for (path, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("ferryman of the 1th pier"), "{path}");
    }
    assert!(files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("He said that it was late")));
}

#[test]
fn the_last_article_leaves_the_site_too() {
    let (folder, _) = single("");
    let site = folder.path().join("site");
    let build = || {
        let built = std::process::Command::new(env!("CARGO_BIN_EXE_briefing"))
            .args(["build", "--quiet"])
            .arg(folder.path())
            .output();
        built.expect("the program runs")
    };
    let holds_it = || {
        WalkDir::new(&site).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).any(
            |entry| {
                let bytes = fs::read(entry.path()).expect("a file of the site");
                String::from_utf8_lossy(&bytes).contains("ferryman of the 50th pier")
            },
        )
    };
    build();
    assert!(holds_it());
    let sidecar = folder.path().join("curation/articles/ferry.toml");
    fs::write(&sidecar, "display = \"hidden\"\n").expect("a file");
    build();
    assert!(!holds_it());

    // a decision that lost its article stops the build
    fs::rename(folder.path().join("seeds/ferry.txt"), folder.path().join("seeds/boat.txt")).expect("it can be renamed");
    let refused = build();
    assert!(!holds_it());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("B082"), "{refused:?}");
    fs::remove_file(&sidecar).expect("it can be removed");
    build();
    assert!(holds_it());
}

#[test]
fn a_hidden_file_is_named_nowhere_even_when_it_gives_no_article() {
    let (folder, _) = single("");
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).expect("a file");
    write("seeds/the-affair.txt", "");
    let named = || {
        let project = Project::open(folder.path(), &mut Diagnostics::new()).expect("a project");
        let (_, files) = built(&project);
        files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("the-affair"))
    };
    assert!(named());
    write("curation/articles/the-affair.toml", "display = \"hidden\"\n");
    assert!(!named());
}

#[test]
fn a_build_and_an_export_with_withheld_text_fail() {
    let (folder, _) = single("display = \"link-only\"\n");
    let run = |arguments: &[&str]| {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_briefing"))
            .args(arguments)
            .arg("--quiet")
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        (ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    let zip = folder.path().join("one.zip");
    assert_eq!(run(&["build"]).0, Some(0));
    assert_eq!(run(&["export", "zip", "-o", "one.zip"]).0, Some(0));
    fs::remove_file(&zip).expect("it was written");
    // a file of the curator's own that quotes too much
    fs::create_dir(folder.path().join("static")).expect("a folder");
    let quoted = "As she wrote: The ferryman of the 50th pier said that it was late.\n";
    fs::write(folder.path().join("static/quoted.txt"), quoted).expect("a file");
    for arguments in [&["build"][..], &["export", "zip", "-o", "one.zip"]] {
        let (code, said) = run(arguments);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("B066"), "{said}");
    }
    assert!(!zip.exists());
}

#[test]
fn a_publisher_whose_texts_are_withheld_has_some() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("briefing.toml", "title = \"Rights\"\n");
    let article = |url: &str| {
        format!(
            "+++\ntitle = \"Ferries\"\nurl = \"{url}\"\n+++\n\nThe ferries cross the river again on every day of the week.\n"
        )
    };
    write("seeds/wire.md", &article("https://WWW.Wire.Example/2021/ferries"));
    write("seeds/blog.md", &article("https://shared.example/blog/ferries"));
    write("seeds/paper.md", &article("https://shared.example/paper/ferries"));
    let sources = "[source.wire]\nmatches = [\"https://wire.example/\"]\ndisplay = \"hidden\"\n\
        [source.blog]\nname = \"Blog\"\nurl = \"https://shared.example/blog/\"\ndisplay = \"link-only\"\n\
        [source.paper]\nname = \"Paper\"\nurl = \"https://Shared.example/paper/\"\n\
        [source.lost]\nname = \"Lost\"\ndisplay = \"hidden\"\n\
        [source.lost-too]\nmatches = [\"Lost\"]\n";
    write("curation/sources.toml", sources);
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(folder.path(), &mut diagnostics).expect("a project");
    let mut diagnostics = Diagnostics::new();
    let planned = pipeline::assemble(&project, Audience::Readers, &Silent, &mut diagnostics).expect("articles");
    let shown: Vec<(&str, &str)> =
        planned.briefing.articles.iter().map(|article| (article.id(), article.rights.display.name())).collect();
    assert_eq!(shown, [("blog", "link-only"), ("paper", "full")]);
    let said: Vec<_> = diagnostics.iter().filter(|it| it.code == "B084").map(|it| it.message.clone()).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("`lost`"), "two tables for one publisher are judged together: {said:?}");
}
