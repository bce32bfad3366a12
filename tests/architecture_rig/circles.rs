//! Circles of files: A takes a name from B, and B, perhaps by others, one from A.

use std::collections::{BTreeMap, BTreeSet};

/// The groups of files that need each other, each sorted.
pub fn circles(arrows: &BTreeSet<(String, String)>) -> Vec<Vec<String>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows {
        next.entry(from).or_default().push(to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = next.keys().map(|from| (*from, reach(&next, from))).collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (file, all) in &reached {
        if all.contains(file) {
            let group = all.iter().filter(|other| reached.get(*other).is_some_and(|back| back.contains(file)));
            found.insert(group.map(|name| (*name).to_owned()).collect());
        }
    }
    found.into_iter().collect()
}

/// Everything that can be reached from here by at least one arrow.
fn reach<'a>(next: &BTreeMap<&'a str, Vec<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for to in next.get(at).into_iter().flatten() {
            if seen.insert(*to) {
                open.push(to);
            }
        }
    }
    seen
}
