//! Plan B as it is kept on this computer, for the window and for the terminal.

use crate::checklist::{Notice, Store};
use crate::config::Folders;
use crate::i18n::Texts;
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
