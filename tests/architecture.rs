//! The shape of the code, held by a test: imports go down only, only `output` writes, files stay readable, and the
//! documents name what there is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// The layers, lowest first. A module may use those of lower layers, and nothing else of ours.
const LAYERS: &[&[&str]] = &[
    &["text", "diag"],
    &["model"],
    &["config"],
    &["ingest", "clean", "annotate", "link", "withhold", "pages", "emit", "output"],
    &["pipeline"],
    &["check", "review", "watch", "serve"],
    &["cli"],
];

/// What the layers alone would forbid.
const EXCEPTIONS: &[(&str, &str)] = &[("diag", "text"), ("serve", "watch")];

/// Longer files need a reason here.
const LONGEST_FILE: usize = 400;
const LONG_FILES: &[(&str, &str)] = &[];

/// Calls that change the disk.
const WRITES: &[&str] = &[
    "fs::write",
    "fs::rename",
    "fs::copy",
    "fs::remove_file",
    "fs::remove_dir",
    "fs::create_dir",
    "fs::set_permissions",
    "fs::hard_link",
    "File::create",
    "OpenOptions",
];

struct Source {
    path: String,
    /// `["emit", "html"]` for `src/emit/html/mod.rs`.
    module: Vec<String>,
    text: String,
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src is there") {
            let path = entry.expect("an entry of src").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                found.push(Source::new(&path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 30, "the sources were not found");
    found
}

impl Source {
    fn new(path: &Path) -> Self {
        let inner = path.strip_prefix("src").expect("it was found there").with_extension("");
        let mut module: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        let text = fs::read_to_string(path).expect("a source is text");
        Self { path: path.to_string_lossy().replace('\\', "/"), module, text }
    }

    fn top(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// The text before its tests, which stand at the end.
    fn without_tests(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(&self.text)
    }
}

/// Collects the modules of ours that a file names, tests left out.
struct Imports {
    depth: usize,
    found: BTreeSet<String>,
}

impl Imports {
    fn of(source: &Source) -> BTreeSet<String> {
        let file = syn::parse_file(&source.text).unwrap_or_else(|error| panic!("{}: {error}", source.path));
        let mut imports = Self { depth: source.module.len(), found: BTreeSet::new() };
        imports.visit_file(&file);
        imports.found
    }

    /// `crate::x::…`, or so many `super::` that they lead out of the module.
    fn note(&mut self, segments: &[String]) {
        let supers = segments.iter().take_while(|segment| *segment == "super").count();
        let rest = match segments.first().map(String::as_str) {
            Some("crate") => &segments[1..],
            Some("super") if supers >= self.depth => &segments[supers..],
            _ => return,
        };
        self.found.extend(rest.first().cloned());
    }

    fn note_tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.note_tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.note(&with(&name.ident)),
            syn::UseTree::Rename(rename) => self.note(&with(&rename.ident)),
            syn::UseTree::Glob(_) => self.note(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_tree(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.ident != "tests" {
            self.depth += usize::from(module.content.is_some());
            visit::visit_item_mod(self, module);
            self.depth -= usize::from(module.content.is_some());
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.note_tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.note(&segments);
        visit::visit_path(self, path);
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

#[test]
fn imports_go_down_only() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.module.is_empty()) {
        let top = source.top();
        let own = layer(top).unwrap_or_else(|| panic!("{}: `{top}` has no layer yet", source.path));
        for used in Imports::of(source).iter().filter(|used| *used != top) {
            // re-exports at the crate's root would hide where a thing comes from
            let Some(below) = layer(used) else {
                faults.push(format!("{}: `{used}` is no module of a layer", source.path));
                continue;
            };
            let is_exception = EXCEPTIONS.contains(&(top, used.as_str()));
            if below >= own && !is_exception {
                faults.push(format!("{}: `{top}` may not use `{used}`", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_test_of_imports_sees_them() {
    let source = Source {
        path: "src/clean/rules/x.rs".to_owned(),
        module: ["clean", "rules", "x"].map(str::to_owned).to_vec(),
        text: "use super::super::super::ingest::Z; use super::super::Own; use crate::{text, emit as e}; \
               fn f() { crate::cli::run(); } mod tests { use crate::output; }"
            .to_owned(),
    };
    let found: Vec<String> = Imports::of(&source).into_iter().collect();
    assert_eq!(found, ["cli", "emit", "ingest", "text"]);
}

#[test]
fn only_output_writes() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.top() != "output") {
        for (nth, line) in source.without_tests().lines().enumerate() {
            if !line.trim_start().starts_with("//") && WRITES.iter().any(|call| line.contains(call)) {
                faults.push(format!("{}:{}: {}", source.path, nth + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn files_stay_readable() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines = source.without_tests().lines().count();
        let is_excused = LONG_FILES.iter().any(|(path, _)| *path == source.path);
        if (lines > LONGEST_FILE) != is_excused {
            faults.push(format!("{}: {lines} lines without tests, the limit is {LONGEST_FILE}", source.path));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    for source in sources() {
        assert!(source.text.starts_with("//!"), "{} starts without a module doc", source.path);
    }
}

/// Words in backticks that look like paths; those with a gap to fill (`<case>`) are no paths.
fn paths_in(document: &str) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap_or_else(|error| panic!("{document}: {error}"));
    let outside_fences = text.split("```").step_by(2);
    outside_fences
        .flat_map(|part| part.split('`').skip(1).step_by(2))
        .filter(|word| {
            let is_document = Path::new(word).extension().is_some_and(|ending| ending == "md");
            is_document || ["src/", "tests/", "docs/"].iter().any(|folder| word.starts_with(folder))
        })
        .filter(|word| !word.contains(['<', '*', ' ', '{']))
        .map(str::to_owned)
        .collect()
}

#[test]
fn documents_name_paths_that_exist() {
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "RELEASE.md"] {
        for path in paths_in(document) {
            assert!(Path::new(&path).exists(), "{document} names {path}, which is not there");
        }
    }
    assert!(paths_in("ARCHITECTURE.md").len() > 20, "the paths of ARCHITECTURE.md were not found");
}

fn codes_in(text: &str, quote: char) -> BTreeSet<String> {
    let is_code =
        |word: &&str| word.len() == 4 && word.starts_with('B') && word[1..].bytes().all(|b| b.is_ascii_digit());
    text.split(quote).filter(is_code).map(str::to_owned).collect()
}

#[test]
fn a_diagnostic_code_belongs_to_one_module() {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        for code in codes_in(source.without_tests(), '"') {
            owners.entry(code).or_default().insert(source.top().to_owned());
        }
    }
    let shared: Vec<_> = owners.iter().filter(|(_, modules)| modules.len() > 1).collect();
    assert!(shared.is_empty(), "one code, several meanings: {shared:?}");
}

#[test]
fn every_diagnostic_code_is_documented() {
    let used: BTreeSet<String> = sources().iter().flat_map(|source| codes_in(source.without_tests(), '"')).collect();
    let document = fs::read_to_string("docs/errors.md").expect("docs/errors.md is there");
    let documented: BTreeSet<String> =
        document.lines().filter(|line| line.starts_with("## `B")).flat_map(|line| codes_in(line, '`')).collect();
    assert_eq!(used, documented, "codes in src (left) and headings of docs/errors.md (right) differ");
}
