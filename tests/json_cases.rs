//! `briefing.json` against goldens, against its schema, and against what its offsets promise.

mod fixture;

use briefing::emit::Emitter;
use briefing::emit::json::{BriefingJson, SCHEMA, article_line};
use briefing::model::ArticleIx;
use fixture::{Fixture, assert_goldens, cases};
use serde_json::Value;
use std::collections::BTreeMap;

fn emitted(fixture: &Fixture) -> BTreeMap<String, Vec<u8>> {
    fixture.emit(|context, sink| BriefingJson.emit(context, sink))
}

fn parsed(fixture: &Fixture) -> Value {
    serde_json::from_slice(&emitted(fixture)["briefing.json"]).expect("it is JSON")
}

#[test]
fn every_case_is_as_expected() {
    for (case, fixture) in cases("json") {
        let mut files = emitted(&fixture);
        assert_eq!(files.remove("briefing.schema.json").as_deref(), Some(SCHEMA.as_bytes()));
        assert_goldens(&case, &files);
    }
}

#[test]
fn every_case_obeys_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    for (case, fixture) in cases("json") {
        let mut faults = Vec::new();
        validate(&schema, &schema, &parsed(&fixture), "", &mut faults);
        assert!(faults.is_empty(), "{}: {faults:#?}", case.display());
    }
    // the validator can fail
    let mut faults = Vec::new();
    let wrong =
        serde_json::json!({"version": 2, "title": 1, "language": "en", "articles": [{}], "entities": [], "more": 1});
    validate(&schema, &schema, &wrong, "", &mut faults);
    assert!(faults.len() > 20, "{faults:#?}");
}

/// As much of JSON Schema as ours uses.
fn validate(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).expect("references lead somewhere");
        return validate(root, target, value, at, faults);
    }
    faults.extend(simple_faults(schema, value).into_iter().map(|what| format!("{at}: {what}: {value}")));
    if let Some(options) = schema["anyOf"].as_array() {
        let fits = options.iter().any(|option| {
            let mut faults = Vec::new();
            validate(root, option, value, at, &mut faults);
            faults.is_empty()
        });
        if !fits {
            faults.push(format!("{at}: anyOf: {value}"));
        }
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(required) {
                faults.push(format!("{at}: {required} is missing"));
            }
        }
        for (key, value) in object {
            match properties.get(key) {
                Some(schema) => validate(root, schema, value, &format!("{at}/{key}"), faults),
                None => faults.push(format!("{at}: unknown key {key}")),
            }
        }
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items")) {
        for (n, item) in items.iter().enumerate() {
            validate(root, schema, item, &format!("{at}/{n}"), faults);
        }
    }
}

/// Keywords that look at the value alone.
fn simple_faults(schema: &Value, value: &Value) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let mut demand = |holds: bool, what| {
        if !holds {
            faults.push(what);
        }
    };
    if let Some(constant) = schema.get("const") {
        demand(value == constant, "const");
    }
    if let Some(list) = schema["enum"].as_array() {
        demand(list.contains(value), "enum");
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |name: &&str| match *name {
        "string" => value.is_string(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        other => panic!("the validator does not know the type {other}"),
    };
    demand(types.is_empty() || types.iter().any(is), "type");
    if let (Some(text), Some(least)) = (value.as_str(), schema["minLength"].as_u64()) {
        demand(text.chars().count() as u64 >= least, "minLength");
    }
    if let (Some(text), Some(pattern)) = (value.as_str(), schema["pattern"].as_str()) {
        demand(regex::Regex::new(pattern).expect("it is a pattern").is_match(text), "pattern");
    }
    if let (Some(number), Some(least)) = (value.as_f64(), schema["minimum"].as_f64()) {
        demand(number >= least, "minimum");
    }
    faults
}

#[test]
fn keys_stand_in_the_order_of_the_schema() {
    // the text itself is asked: a parsed object forgets its order
    for (_, fixture) in cases("json") {
        for ix in 0..fixture.briefing.articles.len() {
            let line = article_line(&fixture.briefing, ArticleIx(ix as u32));
            let order = [
                "{\"id\":",
                ",\"slug\":",
                ",\"path\":",
                ",\"sha256\":",
                ",\"title\":",
                ",\"title_origin\":",
                ",\"deck\":",
                ",\"authors\":",
                ",\"source\":{\"id\":",
                ",\"published\":{\"date\":",
                ",\"language\":",
                ",\"words\":",
                ",\"blocks\":[",
                "],\"removed\":[",
                "],\"mentions\":[",
                "],\"quotes\":[",
                "],\"events\":[",
                "],\"topics\":[",
                "],\"related\":[",
            ];
            let mut at = 0;
            for key in order {
                at += line[at..].find(key).unwrap_or_else(|| panic!("{key} is missing or stands too early in {line}"));
            }
        }
    }
}

#[test]
fn offsets_count_code_points() {
    let mut counted = 0;
    for (_, fixture) in cases("json") {
        for article in parsed(&fixture)["articles"].as_array().expect("an array") {
            for list in ["mentions", "quotes", "events"] {
                for found in article[list].as_array().expect("an array") {
                    let block = found["block"].as_u64().expect("a number") as usize;
                    let text = if block == 0 { &article["title"] } else { &article["blocks"][block - 1]["text"] };
                    let text: Vec<char> = text.as_str().expect("text").chars().collect();
                    let offset = |key: &str| found[key].as_u64().expect("a number") as usize;
                    let stretch: String = text[offset("start")..offset("end")].iter().collect();
                    assert_eq!(found["text"], stretch.as_str());
                    counted += 1;
                }
            }
        }
    }
    assert!(counted >= 8, "the cases hold {counted}");
}

#[test]
fn inspect_prints_what_the_file_holds() {
    for (_, fixture) in cases("json") {
        let file = String::from_utf8(emitted(&fixture)["briefing.json"].clone()).expect("it is text");
        for ix in 0..fixture.briefing.articles.len() {
            let line = article_line(&fixture.briefing, ArticleIx(ix as u32));
            assert!(!line.contains('\n'));
            assert!(file.lines().any(|found| found.trim_end_matches(',') == line));
        }
    }
}
