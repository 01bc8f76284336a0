//! The command line as transcripts: what is typed, what comes out on which stream, how it ends.
//!
//! `tests/cmd/<name>.trycmd` runs in a copy of `tests/cmd/<name>.in`. Renew with `cargo xtask bless`.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
