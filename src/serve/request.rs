//! Answers one request.

use super::files::{Found, media_type};
use super::{Preview, State};
use axum::body::Body;
use axum::extract::{Request, State as Extract};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// Where the preview's own files are; no page of a site can have this path, for slugs have no underscores.
const SCRIPT: &str = "/__briefing/reload.js";
const STATE: &str = "/__briefing/state.js";

/// So long an answer is held back at most: proxies and browsers give up on longer ones.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// Asks for the state, loads the page anew, shows problems.
const RELOAD: &str = include_str!("reload.js");

/// Answers any request.
pub(super) async fn answer(Extract(preview): Extract<Arc<Preview>>, request: Request) -> Response<Body> {
    if !is_loopback(request.headers()) {
        return text(StatusCode::MISDIRECTED_REQUEST, "This preview answers to localhost and 127.0.0.1 only.\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return text(StatusCode::METHOD_NOT_ALLOWED, "A preview can only be read.\n");
    }
    let Some(path) = decoded(request.uri().path()) else {
        return text(StatusCode::BAD_REQUEST, "The address is not UTF-8.\n");
    };
    match path.as_str() {
        SCRIPT => reply(StatusCode::OK, media_type(SCRIPT), RELOAD.as_bytes().to_vec()),
        STATE => {
            let since = request.uri().query().and_then(|query| query.strip_prefix("since=")).map(str::to_owned);
            next_state(&preview, since).await
        }
        path => file(&preview, path),
    }
}

/// A name that somebody else's page has pointed at 127.0.0.1 must not reach the preview (DNS rebinding).
fn is_loopback(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "::1")
}

/// `None` when it is not UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        let hex = rest.as_slice().get(..2).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

fn file(preview: &Preview, path: &str) -> Response<Body> {
    let state = preview.state();
    match state.site.find(path) {
        Found::File(path, bytes) => page_or_file(StatusCode::OK, preview, &state, path, bytes),
        Found::Folder => Response::builder()
            .status(StatusCode::MOVED_PERMANENTLY)
            .header(header::LOCATION, format!("{}/", encoded(path)))
            .header(header::CACHE_CONTROL, "no-store")
            .body(Body::empty())
            .unwrap_or_else(|_| text(StatusCode::NOT_FOUND, "Not found.\n")),
        Found::Nothing if state.built == 0 => {
            let page = b"<!doctype html><title>No site yet</title><body><p>The site could not be built yet.</p></body>";
            page_or_file(StatusCode::SERVICE_UNAVAILABLE, preview, &state, "error.html", page)
        }
        Found::Nothing => match state.site.find("/404.html") {
            Found::File(path, bytes) => page_or_file(StatusCode::NOT_FOUND, preview, &state, path, bytes),
            _ => text(StatusCode::NOT_FOUND, "Not found.\n"),
        },
    }
}

fn page_or_file(status: StatusCode, preview: &Preview, state: &State, path: &str, bytes: &[u8]) -> Response<Body> {
    let media = media_type(path);
    if !media.starts_with("text/html") {
        return reply(status, media, bytes.to_vec());
    }
    let script = format!("<script src=\"{SCRIPT}\" data-site=\"{}\" defer></script>", name(preview, state.built));
    reply(status, media, with_script(bytes, &script))
}

/// A page with a script at the end of its body.
fn with_script(page: &[u8], script: &str) -> Vec<u8> {
    let end = memchr::memmem::rfind(page, b"</body>").unwrap_or(page.len());
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}

/// The state once it is another one than the page knows, or after a while.
async fn next_state(preview: &Preview, since: Option<String>) -> Response<Body> {
    let mut newest = preview.newest.subscribe();
    let is_other = |number: &u64| since.as_deref() != Some(name(preview, *number).as_str());
    // both ends of the wait lead to the same answer: the state as it is now
    let _ = tokio::time::timeout(LONGEST_WAIT, newest.wait_for(is_other)).await;
    let state = preview.state();
    let object = serde_json::json!({
        "state": name(preview, state.number),
        "site": name(preview, state.built),
        "problem": state.problem,
    });
    reply(StatusCode::OK, media_type(STATE), format!("briefingPreview({object});\n").into_bytes())
}

fn name(preview: &Preview, number: u64) -> String {
    format!("{}-{number}", preview.run)
}

fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // writing to a string cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn text(status: StatusCode, text: &'static str) -> Response<Body> {
    reply(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn reply(status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let set = [
        (header::CONTENT_TYPE, media),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // no page of another site may load anything from here
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (header, value) in set {
        headers.insert(header, header::HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(host: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().expect("a header value"));
        is_loopback(&headers)
    }

    #[test]
    fn only_loopback_names_are_answered() {
        for host in ["localhost", "localhost:1111", "127.0.0.1:1111", "[::1]:1111", "LOCALHOST:80"] {
            assert!(asks(host), "{host}");
        }
        for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:1111", "", ":1111", "[::2]"] {
            assert!(!asks(host), "{host}");
        }
        assert!(!is_loopback(&HeaderMap::new()));
    }

    #[test]
    fn addresses_are_decoded_once() {
        assert_eq!(decoded("/a%20b%C3%A9").as_deref(), Some("/a bé"));
        assert_eq!(decoded("/%252e").as_deref(), Some("/%2e"));
        assert_eq!(decoded("/100%").as_deref(), Some("/100%"));
        assert_eq!(decoded("/%zz%+1").as_deref(), Some("/%zz%+1"));
        assert_eq!(decoded("/%ff"), None);
    }

    #[test]
    fn the_script_goes_to_the_end_of_the_body() {
        assert_eq!(with_script(b"<body>a</body></html>", "<s>"), b"<body>a<s></body></html>");
        assert_eq!(with_script(b"a", "<s>"), b"a<s>");
    }
}
