//! A real browser for tests: the least of the WebDriver protocol, spoken to chromedriver.

pub(crate) mod host;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What to run where the browser is missing.
const REMEDY: &str = "Chromium and its driver are needed: sudo apt-get install --yes chromium chromium-driver";

/// A session of a headless Chromium with a fresh profile; ends with this value.
pub(crate) struct Browser {
    agent: ureq::Agent,
    session: String,
    driver: Child,
    _profile: TempDir,
}

/// Keys that are no letters, as WebDriver names them.
pub(crate) mod key {
    pub(crate) const TAB: char = '\u{E004}';
    pub(crate) const ENTER: char = '\u{E007}';
    pub(crate) const ESCAPE: char = '\u{E00C}';
    pub(crate) const DOWN: char = '\u{E015}';
    pub(crate) const UP: char = '\u{E013}';
}

/// An element of the page that is open.
pub(crate) struct Element(String);

impl Browser {
    /// Starts driver and browser.
    pub(crate) fn start() -> Self {
        let chromium = program(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
        let (driver, port) = start_driver();
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
        let agent: ureq::Agent = config.timeout_global(Some(Duration::from_secs(60))).build().into();
        let profile = tempfile::tempdir().expect("a scratch folder");
        let base = format!("http://127.0.0.1:{port}/session");
        let capabilities = capabilities(&chromium, profile.path());
        let answer = post(&agent, &base, &json!({ "capabilities": { "alwaysMatch": capabilities } }));
        let id = answer["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}"));
        let browser = Self { agent, session: format!("{base}/{id}"), driver, _profile: profile };
        // the browser's own first page loads a lot of its own
        browser.open("about:blank");
        browser.requests();
        browser.console();
        browser
    }

    /// Opens an address and waits until it is loaded.
    pub(crate) fn open(&self, url: &str) {
        self.post("url", &json!({ "url": url }));
    }

    /// The address of the page that is open.
    pub(crate) fn url(&self) -> String {
        self.get("url").as_str().expect("an address is text").to_owned()
    }

    /// Goes back in the history.
    pub(crate) fn back(&self) {
        self.post("back", &json!({}));
    }

    /// The first element that a selector fits, which must come up within some seconds.
    pub(crate) fn find(&self, selector: &str) -> Element {
        self.wait(&format!("an element {selector}"), || {
            let found = self.post("element", &json!({ "using": "css selector", "value": selector }));
            let id = found.as_object()?.get("element-6066-11e4-a52e-4f735466cecf")?;
            Some(Element(id.as_str()?.to_owned()))
        })
    }

    /// Clicks it as a user would.
    pub(crate) fn click(&self, element: &Element) {
        let answer = self.post(&format!("element/{}/click", element.0), &json!({}));
        assert!(answer.is_null(), "cannot be clicked: {answer}");
    }

    /// Types into it.
    pub(crate) fn type_into(&self, element: &Element, text: &str) {
        self.post(&format!("element/{}/value", element.0), &json!({ "text": text }));
    }

    /// Puts the mouse over it.
    pub(crate) fn hover(&self, element: &Element) {
        let origin = json!({ "element-6066-11e4-a52e-4f735466cecf": element.0 });
        let step = json!({ "type": "pointerMove", "duration": 50, "origin": origin, "x": 0, "y": 0 });
        self.act(
            &json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": [step] }),
        );
    }

    /// Presses and releases a key; special ones by their names in [`key`].
    pub(crate) fn press(&self, key: char) {
        let steps = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        self.act(&json!({ "type": "key", "id": "keyboard", "actions": steps }));
    }

    fn act(&self, source: &Value) {
        let answer = self.post("actions", &json!({ "actions": [source] }));
        assert!(answer.is_null(), "cannot be done: {answer}");
    }

    /// Prints the page as a PDF, in base 64.
    pub(crate) fn print(&self) -> String {
        self.post("print", &json!({})).as_str().expect("a document").to_owned()
    }

    /// A command of the browser's own protocol.
    pub(crate) fn tell(&self, command: &str, parameters: &Value) {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    /// Runs a script in the page and gives what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until something is there.
    pub(crate) fn wait<T>(&self, what: &str, mut there: impl FnMut() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(found) = there() {
                return found;
            }
            assert!(started.elapsed() < Duration::from_secs(20), "{what} did not come up on {}", self.url());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What the pages wrote to the console since the last call, errors of loading included.
    pub(crate) fn console(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({ "type": "browser" }));
        let entries = entries.as_array().unwrap_or_else(|| panic!("no console: {entries}"));
        entries.iter().map(|entry| format!("{}: {}", entry["level"], entry["message"])).collect()
    }

    /// Addresses that the pages asked for since the last call.
    pub(crate) fn requests(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({ "type": "performance" }));
        let entries = entries.as_array().unwrap_or_else(|| panic!("no performance log: {entries}"));
        let messages =
            entries.iter().filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
        messages
            .filter(|message| message["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|message| Some(message["message"]["params"]["request"]["url"].as_str()?.to_owned()))
            .filter(|url| !url.starts_with("chrome://"))
            .collect()
    }

    fn get(&self, command: &str) -> Value {
        let mut answer = self.agent.get(format!("{}/{command}", self.session)).call().expect("the driver answers");
        value(answer.body_mut())
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        post(&self.agent, &format!("{}/{command}", self.session), body)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // the browser ends with its session, the driver does not
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// What a program of that name is called here.
fn program(names: &[&str]) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates = std::env::split_paths(&path).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.into_iter().find(|program| program.is_file()).unwrap_or_else(|| panic!("{REMEDY}"))
}

fn capabilities(chromium: &Path, profile: &Path) -> Value {
    let profile = format!("--user-data-dir={}", profile.display());
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": { "binary": chromium, "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--window-size=1280,900", "--force-prefers-reduced-motion", profile,
        ] },
    })
}

/// Starts the driver. Several that start at once may find the same free port; all but one of them end then, and try again.
fn start_driver() -> (Child, u16) {
    const TRIES: u32 = 5;
    for attempt in 1..=TRIES {
        let mut driver = Command::new(program(&["chromedriver"]))
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect(REMEDY);
        if let Some(port) = port_of(&mut driver) {
            return (driver, port);
        }
        // one that is still there although it does not listen must not stay
        drop(driver.kill());
        drop(driver.wait());
        std::thread::sleep(Duration::from_millis(200) * attempt);
    }
    panic!("chromedriver ended {TRIES} times before it listened");
}

/// The port that the driver says it listens on; none when it ended without saying so.
fn port_of(driver: &mut Child) -> Option<u16> {
    let said = BufReader::new(driver.stdout.take().expect("it is piped"));
    let mut lines = said.lines().map_while(Result::ok);
    lines.find_map(|line| line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok())
}

fn post(agent: &ureq::Agent, url: &str, body: &Value) -> Value {
    let mut answer = agent.post(url).send_json(body).expect("the driver answers");
    value(answer.body_mut())
}

fn value(body: &mut ureq::Body) -> Value {
    let mut answer: Value = body.read_json().expect("the driver answers in JSON");
    answer["value"].take()
}
