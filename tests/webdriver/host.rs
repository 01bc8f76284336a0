//! A server of files as simple hosts have it: a folder below a path, `404.html` for what is missing.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// Serves a folder below a path (`/briefing/`) until the test ends; gives the address of its root.
pub(crate) fn host(folder: &Path, below: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            std::thread::spawn(move || answer(stream, &folder, below));
        }
    });
    format!("http://{address}{below}")
}

/// One request a connection. A browser that goes away in between is no fault.
fn answer(mut stream: TcpStream, folder: &Path, below: &str) -> Option<()> {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    reader.read_line(&mut request).ok()?;
    let path = request.split(' ').nth(1)?.split(['?', '#']).next()?.to_owned();
    let mut line = String::new();
    while reader.read_line(&mut line).ok()? > 2 {
        line.clear();
    }
    let (status, body, file) = match path.strip_prefix(below).and_then(|path| read(folder, path)) {
        Some((body, file)) => ("200 OK", body, file),
        None if path.starts_with(below) => {
            ("404 Not Found", fs::read(folder.join("404.html")).ok()?, "404.html".into())
        }
        None => ("404 Not Found", Vec::new(), PathBuf::new()),
    };
    let kind = match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).ok()
}

fn read(folder: &Path, path: &str) -> Option<(Vec<u8>, PathBuf)> {
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if file.split('/').any(|part| part == "..") {
        return None;
    }
    let file = folder.join(file);
    Some((fs::read(&file).ok()?, file))
}
