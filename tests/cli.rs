//! The command line as transcripts: what is typed, what comes out on which stream, how it ends.
//!
//! `tests/cmd/<name>.trycmd` runs in a copy of `tests/cmd/<name>.in`. Renew with `cargo xtask bless`.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}

/// The commands of `--help`, without clap's own.
fn commands() -> Vec<String> {
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_briefing")).arg("--help").output().expect("it runs");
    let help = String::from_utf8(help.stdout).expect("help is text");
    let list =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("help lists commands");
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn the_readme_names_every_command() {
    let readme = std::fs::read_to_string("README.md").expect("README.md is there");
    let commands = commands();
    assert!(commands.len() >= 5, "the commands were not found");
    for command in commands {
        assert!(readme.contains(&format!("| `briefing {command}` |")), "README.md does not name `{command}`");
    }
}
