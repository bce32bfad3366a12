//! Things stand where they stand: the primary button has one place on every page, and the list of parts never moves.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod ui_tree_rig;

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, vec2};
use greenroom::i18n::{Language, Texts};
use greenroom::ui::route::Part;
use greenroom::ui::view_model::parts;
use ui_tree_rig::views::{VIEWS, View};
use ui_tree_rig::{Seen, harness, seen};

/// The harness draws inside a margin of this many points; the window has none.
const HARNESS: f32 = 8.0;

const SIZES: [(f32, f32); 2] = [(1040.0, 720.0), (1280.0, 800.0)];

fn drawn(view: &View, language: Language, size: (f32, f32)) -> Vec<Seen> {
    let mut harness = harness(view.world(language));
    harness.set_size(vec2(size.0, size.1));
    harness.run();
    seen(&harness)
}

#[test]
fn the_primary_button_has_one_place_on_every_page_with_a_header() {
    let mut measured = 0;
    let mut wrong = Vec::new();
    for view in VIEWS.iter().filter(|v| v.screen != "welcome" && !v.question) {
        for language in Language::ALL {
            for (width, height) in SIZES {
                let nodes = drawn(view, language, (width, height));
                // What stands at the right of the bar; the last of it is the primary button.
                let right = nodes
                    .iter()
                    .filter(|n| n.role == Role::Button && n.rect.max.y > height - 42.0 && n.rect.min.x > width / 2.0)
                    .max_by(|a, b| a.rect.max.x.total_cmp(&b.rect.max.x));
                let Some(button) = right else { continue };
                measured += 1;
                let rect = button.rect;
                let place = (width - HARNESS - rect.max.x, height - HARNESS - rect.max.y, rect.height());
                let off = (place.0 - 40.0).abs() + (place.1 - 24.0).abs() + (place.2 - 48.0).abs();
                if off > 0.5 {
                    wrong.push(format!("{} {language:?} {width}: {:?} {place:?}", view.name(), button.name));
                }
            }
        }
    }
    assert!(measured > 100, "only {measured} buttons were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rows_of_the_list_keep_their_place_in_every_state() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        for size in SIZES {
            let mut places: BTreeMap<String, Rect> = BTreeMap::new();
            let parts = VIEWS
                .iter()
                .filter(|v| matches!(v.screen, "check" | "internet" | "sound" | "picture" | "computer") && !v.question);
            let mut views = 0;
            for view in parts {
                views += 1;
                let nodes = drawn(view, language, size);
                for part in Part::ALL {
                    let name = format!("{}: ", parts::name(&texts, part));
                    let row = nodes.iter().find(|n| n.role == Role::Button && n.name.starts_with(&name));
                    let row = row.unwrap_or_else(|| panic!("{}: no row {name}", view.name())).rect;
                    assert!((row.width(), row.height()) == (107.0, 92.0), "{}: {name} {row:?}", view.name());
                    let known = *places.entry(name.clone()).or_insert(row);
                    assert_eq!(row, known, "{}: {name}", view.name());
                }
            }
            assert!(views > 20);
        }
    }
}
