//! Serves a briefing on loopback and reloads its pages as it changes. Holds the site in memory; the built files stay as
//! they are, only what goes over the wire gets a script.
//!
//! Input: sites and problems through [`Preview::publish`]. Output: http on a listener of the caller's.
//!
//! 1. [`request`] answers: checks who asks, finds the file, injects the script into pages.
//! 2. The script (`reload.js`) asks for the state of the preview; the answer is held back until the state is another one
//!    than the page knows. Then the page loads itself anew, or shows what is wrong.

mod files;
mod request;

use crate::model::UrlPath;
use files::Site;
use std::collections::BTreeMap;
use std::future::Future;
use std::net::TcpListener;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

/// The preview server failed.
#[derive(Debug, thiserror::Error)]
#[error("the preview server cannot go on")]
pub struct ServeError(#[from] std::io::Error);

/// What is served: the last site that could be built, and what is wrong with the newest one.
#[derive(Debug)]
pub struct Preview {
    state: RwLock<Arc<State>>,
    /// Number of the newest state.
    newest: watch::Sender<u64>,
    /// Tells this server's states from those of one that ran before it on the same port.
    run: u32,
}

#[derive(Debug, Default)]
struct State {
    number: u64,
    /// Number of the state in which the site was built.
    built: u64,
    site: Site,
    problem: Option<String>,
}

impl Default for Preview {
    fn default() -> Self {
        let (newest, _) = watch::channel(0);
        Self { state: RwLock::default(), newest, run: std::process::id() }
    }
}

impl Preview {
    /// Serves a new site, or goes on with the last one when there is none. What is wrong is shown on every page.
    pub fn publish(&self, site: Option<BTreeMap<UrlPath, Vec<u8>>>, problem: Option<String>) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let number = state.number + 1;
        let (built, site) = match site {
            Some(files) => (number, Site::new(files)),
            None => (state.built, state.site.clone()),
        };
        *state = Arc::new(State { number, built, site, problem });
        drop(state);
        self.newest.send_replace(number);
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Serves until `stop` is done.
///
/// # Errors
/// When the listener fails.
pub fn serve(preview: Arc<Preview>, listener: TcpListener, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    listener.set_nonblocking(true)?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let app = axum::Router::new().fallback(request::answer).with_state(preview);
        tokio::select! {
            served = async { axum::serve(listener, app).await } => served,
            // held answers are not waited for
            () = stop => Ok(()),
        }
    });
    runtime.shutdown_background();
    Ok(served?)
}
