//! Plan B and the spots as they are kept on this computer, for the window and for the terminal.

use std::path::PathBuf;

use crate::checklist::{Notice, Store, spots};
use crate::config::Folders;
use crate::i18n::Texts;
use crate::model::SpotVisit;
use crate::model::plan::PlanB;

/// The kept plan, with a sentence about whatever was the matter with it. A demonstration (not `own`) neither shows nor
/// changes what the person keeps.
pub fn plan(own: bool, texts: &Texts) -> (Store, PlanB, Vec<String>) {
    let folders = Folders::find();
    let folder = folders.as_ref().map(|f| f.data.as_path()).filter(|_| own);
    let (store, plan, notices) = Store::open(folder);
    let told = if own { notices.iter().map(|n| notice(texts, n)).collect() } else { Vec::new() };
    (store, plan, told)
}

fn notice(texts: &Texts, notice: &Notice) -> String {
    match notice {
        Notice::Damaged { aside } => texts.plan_damaged(aside.display().to_string()),
        Notice::Newer { path } => texts.plan_newer(path.display().to_string()),
        Notice::Unreadable { detail } => texts.plan_unreadable(detail.clone()),
        Notice::NoHome => texts.plan_no_home(),
    }
}

/// The folder in which the spots are kept; `None` without a home.
pub fn spots_folder() -> Option<PathBuf> {
    Folders::find().map(|folders| folders.data)
}

/// The kept spots, with a sentence about whatever was the matter with them.
pub fn spots(texts: &Texts) -> (Vec<SpotVisit>, Option<String>) {
    let (visits, notice) = spots::read(spots_folder().as_deref());
    let told = notice.map(|notice| match notice {
        Notice::Damaged { aside } => texts.spots_damaged(aside.display().to_string()),
        Notice::Newer { path } => texts.spots_newer(path.display().to_string()),
        Notice::Unreadable { detail } => texts.spots_unreadable(detail),
        Notice::NoHome => texts.spots_no_home(),
    });
    (visits, told)
}
