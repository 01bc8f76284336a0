//! A project's own templates and assets take the place of the built-in ones, one by one.

#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes them")]
#![expect(clippy::disallowed_methods, reason = "tests write the projects that they build")]

mod html_fixture;

use briefing::config::EmitSettings;
use briefing::emit::{assets, html::theme};
use html_fixture::sample::sample;
use html_fixture::{Files, settings, try_build};
use snapbox::{assert_data_eq, str};
use std::fs;
use std::path::Path;

/// Builds the sample with files of `templates/` and `static/`.
fn built_with(templates: &[(&str, &str)], assets: &[(&str, &str)]) -> Result<Files, String> {
    let project = tempfile::tempdir().expect("a folder");
    let write = |folder: &str, files: &[(&str, &str)]| {
        for (name, text) in files {
            let path = project.path().join(folder).join(name);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        Some(project.path().join(folder)).filter(|path| Path::is_dir(path))
    };
    let settings = EmitSettings {
        templates: write("templates", templates),
        assets: write("static", assets),
        ..settings("Overridden")
    };
    try_build(&sample(), &settings).map_err(|error| error.to_string())
}

#[test]
fn a_template_replaces_the_built_in_one_alone() {
    let row = "<article class=\"row\"><h3><a href=\"{{ article.cite.href }}\">{{ article.cite.title | upper }}</a></h3></article>";
    let files = built_with(&[("row-article.html", row)], &[]).expect("it builds");
    assert!(files["articles/index.html"].contains("THE STERN OUTLIER"));
    assert!(files["index.html"].contains("THE STERN OUTLIER"));
    assert!(files["articles/the-stern-outlier.html"].contains("<h1>The stern outlier</h1>"));
}

#[test]
fn a_template_can_extend_and_include_others() {
    let search =
        "{% extends \"base.html\" %}{% block main %}<h1>Find</h1>{% include \"own/hint.html\" %}{% endblock main %}";
    let files = built_with(&[("search.html", search), ("own/hint.html", "<p>Ask {{ site.title }}.</p>")], &[]);
    let page = &files.expect("it builds")["search.html"];
    assert!(page.contains("<h1>Find</h1><p>Ask Overridden.</p>") && page.contains("site-header"));
}

#[test]
fn free_values_reach_templates() {
    let mut settings = settings("Extra");
    settings.site.extra.insert("funder".to_owned(), toml::Value::String("The <Foundation>".to_owned()));
    let project = tempfile::tempdir().expect("a folder");
    let about =
        "{% extends \"base.html\" %}{% block main %}<h1>About</h1><p>{{ site.extra.funder }}</p>{% endblock main %}";
    fs::write(project.path().join("about.html"), about).expect("written");
    settings.templates = Some(project.path().to_owned());
    let files = try_build(&sample(), &settings).expect("it builds");
    assert!(files["about.html"].contains("<p>The &lt;Foundation&gt;</p>"));
}

#[test]
fn an_asset_replaces_the_built_in_one_alone_and_new_ones_are_there() {
    let files =
        built_with(&[], &[("style.css", "body { color: red }"), ("logo/The Mark.svg", "<svg/>"), (".hidden", "x")]);
    let files = files.expect("it builds");
    let names: Vec<&String> =
        files.keys().filter(|path| path.starts_with("assets/") && !path.contains("search")).collect();
    let style = names.iter().find(|name| name.starts_with("assets/style-")).expect("a style");
    assert_eq!(files[*style], "body { color: red }");
    assert!(files["index.html"].contains(style.as_str()), "pages link to it by its new name");
    assert!(names.iter().any(|name| name.starts_with("assets/logo/the-mark-")), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("assets/site-")));
    assert!(!names.iter().any(|name| name.contains("hidden")));
}

#[test]
fn the_style_of_the_page_for_missing_addresses_is_written_into_it() {
    let files = built_with(&[], &[("404.css", "h1 { color: red }")]).expect("it builds");
    let page = &files["404.html"];
    assert!(page.contains("<style>h1 { color: red }</style>"));
    assert!(page.contains("style-src 'sha256-"));
    assert!(!files.keys().any(|path| path.starts_with("assets/404")));
    // a style that would end its element is left out whole
    let files = built_with(&[], &[("404.css", "</style><script>x</script>")]).expect("it builds");
    assert!(files["404.html"].contains("<style></style>"));
}

#[test]
fn messages_show_where_a_template_is_wrong() {
    let unknown = "{% extends \"base.html\" %}{% block main %}\n<h1>{{ index.titel }}</h1>\n{% endblock main %}";
    assert_data_eq!(
        built_with(&[("entities.html", unknown)], &[]).expect_err("it has no such field"),
        str![[r#"
error: Field `titel` is not defined. Available fields: count, groups, heading, kind, letters, map
 --> templates/entities.html:2:14
  |
2 | <h1>{{ index.titel }}</h1>
  |              ^^^^^
"#]]
    );
    assert_data_eq!(
        built_with(&[("topics.html", "<h1>{% if %}</h1>")], &[]).expect_err("it does not parse"),
        str![[r#"
error: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
 --> templates/topics.html:1:11
  |
1 | <h1>{% if %}</h1>
  |           ^^
"#]]
    );
    assert_data_eq!(
        built_with(&[("topics.html", "{% extends \"bass.html\" %}")], &[]).expect_err("there is no such template"),
        str!["Template 'topics.html' is inheriting from 'bass.html', which doesn't exist or isn't loaded."]
    );
}

#[test]
fn templates_must_be_utf_8() {
    let project = tempfile::tempdir().expect("a folder");
    fs::write(project.path().join("home.html"), b"caf\xe9").expect("written");
    let settings = EmitSettings { templates: Some(project.path().to_owned()), ..settings("Latin") };
    let error = try_build(&sample(), &settings).expect_err("it is not UTF-8").to_string();
    assert_eq!(error, "templates/home.html is not UTF-8: save it as UTF-8");
}

#[test]
fn every_template_asset_and_filter_is_documented() {
    let docs = fs::read_to_string("docs/templates.md").expect("the page is there");
    let names = theme::BUILT_IN.iter().map(|(name, _)| *name).chain(assets::BUILT_IN.iter().map(|(name, _)| *name));
    for name in names.chain(["grouped", "counted"]) {
        assert!(docs.contains(&format!("`{name}`")), "docs/templates.md says nothing of {name}");
    }
}
