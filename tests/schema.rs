//! The committed JSON schemas equal the types, and real documents are valid against them.
//! `UPDATE_SCHEMA=1 cargo test --test schema` writes them anew.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod states;

use std::fs;
use std::path::PathBuf;

use greenroom::model::plan::ChannelKind;
use greenroom::report::shared::SharedFallback;
use greenroom::report::{self, Own};

fn committed(name: &str, derived: &schemars::Schema) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/schema").join(name);
    let text = serde_json::to_string_pretty(derived).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let file = fs::read_to_string(&path).unwrap_or_default();
    assert!(file == text, "{name} differs from the types; if that is meant: UPDATE_SCHEMA=1 cargo test --test schema");
}

#[test]
fn schemas_equal_the_types() {
    committed("check-report.json", &report::schema::check_report());
    committed("shared-report.json", &report::schema::shared_report());
}

#[test]
fn real_documents_are_valid() {
    let check = jsonschema::validator_for(report::schema::check_report().as_value()).unwrap();
    let shared = jsonschema::validator_for(report::schema::shared_report().as_value()).unwrap();
    for (name, state) in states::several() {
        let document = serde_json::to_value(report::result_json(&state)).unwrap();
        let errors: Vec<String> = check.iter_errors(&document).map(|e| format!("{} {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        for n in 0..=255_u8 {
            let document: serde_json::Value =
                serde_json::from_str(&report::shared_json(&report::shared(&state, &states::ticks(n), &own()))).unwrap();
            let errors: Vec<String> = shared.iter_errors(&document).map(|e| e.to_string()).collect();
            assert!(errors.is_empty(), "{name}, ticks {n}: {errors:?}");
        }
    }
}

#[test]
fn schemas_refuse_what_is_wrong() {
    let check = jsonschema::validator_for(report::schema::check_report().as_value()).unwrap();
    let mut document = serde_json::to_value(report::result_json(&states::good())).unwrap();
    document.as_object_mut().unwrap().remove("levels");
    assert!(!check.is_valid(&document), "every key is always present");
    let shared = jsonschema::validator_for(report::schema::shared_report().as_value()).unwrap();
    let mut document = serde_json::to_value(report::shared(&states::good(), &states::ticks(255), &own())).unwrap();
    document["run_id"] = "run-7f3a".into();
    assert!(!shared.is_valid(&document), "nothing may be added to what leaves the computer");
}

fn own() -> Own {
    let fallback =
        SharedFallback { kind: ChannelKind::Other, label: "Signal".into(), details: "+31 6 12345678".into() };
    Own { name: "Noor".into(), fallback: Some(fallback) }
}
