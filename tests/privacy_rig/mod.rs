//! Values of every event of a run, made from the types' own schema: every field is there, every list has members, and every
//! text that may be any text holds a mark of its own. A field that is added to a type is filled without a word here.

use std::collections::BTreeMap;

use greenroom::model::run::EventBody;
use serde_json::{Map, Value, json};

/// So many in each list: enough for what is found only after several samples.
const MEMBERS: usize = 12;

/// Marks and where each was planted.
#[derive(Default)]
pub struct Planted {
    places: BTreeMap<String, String>,
    defs: Map<String, Value>,
}

impl Planted {
    /// One event of every kind, of observations one for every check.
    pub fn bodies() -> (Vec<EventBody>, Self) {
        let schema = serde_json::to_value(schemars::schema_for!(EventBody)).unwrap();
        let defs = schema["$defs"].as_object().unwrap().clone();
        let mut planted = Self { defs, ..Self::default() };
        let kinds = schema["oneOf"].as_array().unwrap();
        let mut bodies = Vec::new();
        for kind in kinds {
            let what = kind["properties"]["what"]["const"].as_str().unwrap().to_owned();
            if what == "observed" {
                let observations = planted.defs["Observation"]["oneOf"].as_array().unwrap().clone();
                for observation in observations {
                    let value = planted.value(&observation, "observed");
                    bodies.push(json!({ "what": "observed", "observation": value }));
                }
            } else {
                bodies.push(planted.value(kind, &what));
            }
        }
        let read = |body: Value| serde_json::from_value(body.clone()).unwrap_or_else(|e| panic!("{e}: {body:#}"));
        (bodies.into_iter().map(read).collect(), planted)
    }

    /// Where the marks in this text were planted.
    pub fn found_in(&self, text: &str) -> Vec<&str> {
        self.places.iter().filter(|(mark, _)| text.contains(mark.as_str())).map(|(_, place)| place.as_str()).collect()
    }

    /// Every place.
    pub fn places(&self) -> Vec<&str> {
        self.places.values().map(String::as_str).collect()
    }

    fn mark(&mut self, place: &str) -> Value {
        let mark = format!("Zq{:03}zq", self.places.len());
        self.places.insert(mark.clone(), place.to_owned());
        Value::String(mark)
    }

    fn value(&mut self, schema: &Value, place: &str) -> Value {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let def = self.defs[name.rsplit('/').next().unwrap()].clone();
            return with_tag(self.value(&def, place), schema);
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values[0].clone();
        }
        for several in ["anyOf", "oneOf", "allOf"] {
            if let Some(kinds) = schema.get(several).and_then(Value::as_array) {
                // What may be missing is there; of several kinds the first that holds something.
                let full = kinds.iter().filter(|k| k.get("type") != Some(&json!("null")));
                let kind = full.min_by_key(|k| k.get("type") != Some(&json!("object"))).unwrap().clone();
                return self.value(&kind, place);
            }
        }
        let kinds = match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.clone(),
            Some(kind) => vec![kind.clone()],
            None => panic!("{place}: nothing is known about {schema}"),
        };
        let kind = kinds.iter().filter_map(Value::as_str).find(|k| *k != "null").unwrap();
        match kind {
            "object" => {
                let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
                let mut object = Map::new();
                for (name, schema) in properties {
                    object.insert(name.clone(), self.value(&schema, &format!("{place}/{name}")));
                }
                Value::Object(object)
            }
            "array" => self.list(schema, place),
            "string" => self.mark(place),
            "integer" => json!(MEMBERS),
            "number" => json!(0.5),
            "boolean" => json!(true),
            other => panic!("{place}: {other}"),
        }
    }

    fn list(&mut self, schema: &Value, place: &str) -> Value {
        if let Some(items) = schema.get("prefixItems").and_then(Value::as_array) {
            let items: Vec<Value> = items.clone();
            return items.iter().map(|item| self.value(item, place)).collect();
        }
        let bound = |key: &str| schema.get(key).and_then(Value::as_u64).map(|n| n as usize);
        let items = schema["items"].clone();
        let members = bound("maxItems").unwrap_or(MEMBERS).min(MEMBERS);
        (0..members).map(|_| self.value(&items, place)).collect()
    }
}

/// A tagged variant refers to its fields and adds its tag.
fn with_tag(mut value: Value, schema: &Value) -> Value {
    if let (Some(object), Some(tags)) = (value.as_object_mut(), schema.get("properties").and_then(Value::as_object)) {
        for (name, tag) in tags {
            if let Some(tag) = tag.get("const") {
                object.insert(name.clone(), tag.clone());
            }
        }
    }
    value
}
