//! The preview as http sees it: what is served, under which names, and to whom.

#![cfg(feature = "serve")]
#![expect(clippy::disallowed_methods, reason = "the tests make the files that the program then reads")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");

struct Preview {
    process: Child,
    address: SocketAddr,
    _project: TempDir,
}

impl Preview {
    fn start() -> Self {
        let project = tempfile::tempdir().expect("a scratch folder");
        let seeds = project.path().join("seeds");
        fs::create_dir(&seeds).expect("a folder in it");
        let text = "The bridge opens\n\nThe bridge at Zarnob was opened on Monday, the governor Davlat Karimov said.\n";
        fs::write(seeds.join("one.txt"), text).expect("a file in it");
        fs::write(project.path().join("secret.txt"), "secret").expect("a file beside them");
        let mut process = Command::new(PROGRAM)
            .args(["serve", "--port", "0"])
            .arg(project.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("it is piped")).read_line(&mut line).expect("it says where");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse().expect("an address");
        Self { process, address, _project: project }
    }

    /// Status line, headers and body of the answer to a request as it goes over the wire.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
        stream.write_all(request.as_bytes()).expect("it takes requests");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.address.port()
        ))
    }

    fn status(&self, path: &str) -> u16 {
        status(&self.get(path))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("no status: {answer}"))
}

#[test]
fn the_site_is_served_as_a_static_host_would() {
    let preview = Preview::start();
    assert!(preview.address.ip().is_loopback());
    let home = preview.get("/");
    assert_eq!(status(&home), 200);
    assert!(home.contains("content-type: text/html; charset=utf-8") && home.contains("The bridge opens"));
    assert!(home.contains("x-content-type-options: nosniff"));
    assert!(home.contains("cross-origin-resource-policy: same-origin"));
    assert!(home.contains("/__briefing/reload.js"));
    assert_eq!(preview.status("/articles/"), 200);
    assert_eq!(preview.status("/about"), 200);
    let folder = preview.get("/articles");
    assert_eq!(status(&folder), 301);
    assert!(folder.contains("location: /articles/\r\n"), "{folder}");
    assert!(preview.get("/briefing.json").contains("content-type: application/json"));
    assert!(!preview.get("/briefing.json").contains("__briefing"));
}

#[test]
fn what_is_not_there_is_not_found() {
    let preview = Preview::start();
    let missing = preview.get("/nowhere/at/all");
    assert_eq!(status(&missing), 404);
    assert!(missing.contains("data-kind=\"notfound\""), "{missing}");
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/articles/../../secret.txt",
        "/seeds/one.txt",
        "//",
        "/%00",
    ] {
        let answer = preview.get(path);
        assert_eq!(status(&answer), 404, "{path}");
        assert!(!answer.contains("secret\n"), "{path}");
    }
    assert_eq!(preview.status("/%ff"), 400);
}

#[test]
fn only_this_machine_is_answered() {
    let preview = Preview::start();
    for host in ["evil.example", "127.0.0.1.evil.example:1111"] {
        let answer = preview.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert_eq!(status(&answer), 421, "{host}");
        assert!(!answer.contains("The bridge opens"));
    }
    assert_eq!(
        status(&preview.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
        405
    );
}

#[test]
fn a_port_that_is_taken_is_said_so() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it has an address").port().to_string();
    let refused = Command::new(PROGRAM).args(["serve", "--port", &port, "seeds"]).output().expect("the program runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("leave out --port"));
}
