//! `briefing serve`

use super::Outcome;
use super::build::{assemble, lost_rights, unread_decisions};
use super::ui::{self, Ui};
use super::wording::counted;
use crate::config::Project;
use crate::diag::{Diagnostics, Severity, render};
use crate::model::UrlPath;
use crate::output::MemoryOutput;
use crate::pipeline::{self, Audience, Silent};
use crate::serve::{Preview, serve};
use crate::watch::Watch;
use anyhow::Context;
use clap::Args;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  briefing serve                      preview the project in the current folder
  briefing serve ~/articles --open    a plain folder of articles, in the browser
  briefing serve --port 8080          on this port or not at all

The preview is for this machine alone: it listens on 127.0.0.1 and answers to no other name. It writes
no files. When a build fails, the last good site stays and the page shows the error. Ctrl-C ends it.";

/// The port that is tried first, and how many after it.
const FIRST_PORT: u16 = 1111;
const PORTS: u16 = 100;

/// Build, serve on loopback, watch, reload
///
/// Builds the site in memory and serves it; builds again as soon as a seed, a decision, a template, a static file or
/// briefing.toml changes, and reloads the open pages.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// A project (with briefing.toml or seeds/) or a plain folder of articles
    #[arg(default_value = ".")]
    root: PathBuf,
    /// Listen on this port [default: 1111, or the next that is free]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the preview in the browser
    #[arg(long)]
    open: bool,
}

impl Serve {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        // a folder that is not there is a mistake to tell at once, not something to wait for
        let project = Project::open(&self.root, &mut Diagnostics::new())?;
        let listener = listen(self.port)?;
        let address = format!("http://{}/", listener.local_addr()?);
        let preview = Arc::new(Preview::default());
        let mut watch = Watch::start(&project.root, &project.sources())?;
        rebuild(&self.root, &preview, ui);
        ui::print(&format!("{address}\n"))?;
        ui.say("Serving; Ctrl-C ends it.");
        if self.open {
            open_browser(&address);
        }
        let (root, watched, terminal) = (self.root, Arc::clone(&preview), ui);
        // ends with the process: nothing that it does has to be finished
        std::thread::spawn(move || {
            while watch.changed().is_some() {
                rebuild(&root, &watched, terminal);
            }
        });
        serve(preview, listener, interrupted())?;
        ui.say("Stopped.");
        Ok(Outcome::Fine)
    }
}

/// Done when the user has had enough.
async fn interrupted() {
    // where signals cannot be caught, the system's own way of ending a process does
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn listen(port: Option<u16>) -> anyhow::Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).with_context(|| format!("port {port} cannot be used; leave out --port to get a free one"));
    }
    let mut free = (FIRST_PORT..FIRST_PORT + PORTS).filter_map(|port| bind(port).ok());
    free.next().with_context(|| format!("no port from {FIRST_PORT} to {} is free", FIRST_PORT + PORTS - 1))
}

/// Builds and publishes; what is wrong goes to the terminal and, when it is an error, onto the pages.
fn rebuild(root: &Path, preview: &Preview, ui: Ui) {
    let started = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let built = build(root, &mut diagnostics);
    ui.diagnostics(&diagnostics);
    let errors: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| render(diagnostic, false))
        .collect();
    match built {
        Ok(site) => {
            let files = counted(site.len(), "file", "files");
            ui.say(&format!("Built {files} in {:.2} s", started.elapsed().as_secs_f64()));
            let problem = (!errors.is_empty()).then(|| format!("Built, with errors\n\n{}", errors.join("\n\n")));
            preview.publish(Some(site), problem);
        }
        Err(error) => {
            ui.failure(&error);
            let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
            let problem = format!(
                "This is the last good site; the newest could not be built\n\n{}",
                causes.join("\n  because: ")
            );
            preview.publish(None, Some([vec![problem], errors].concat().join("\n\n")));
        }
    }
}

fn build(root: &Path, diagnostics: &mut Diagnostics) -> anyhow::Result<BTreeMap<UrlPath, Vec<u8>>> {
    let mut project = Project::open(root, diagnostics)?;
    project.without_cards();
    if let Some(unread) = unread_decisions(diagnostics) {
        anyhow::bail!("{unread} cannot be read");
    }
    let planned = assemble(&project, Audience::Readers, &Silent, diagnostics)?;
    anyhow::ensure!(!lost_rights(diagnostics), "an article that is not to be shown may be among those that would be");
    let output = MemoryOutput::default();
    pipeline::render(&project, &planned, &output, &Silent)?;
    Ok(output.into_files())
}

fn open_browser(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut browser = Command::new(program);
    browser.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(cause) = browser.spawn() {
        ui::complain(&format!("{program} cannot be started ({cause}); open {address} yourself"));
    }
}
