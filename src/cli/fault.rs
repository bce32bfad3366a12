//! A fault of the program itself is told like any other: one sentence, what to do, one line of detail, no backtrace.

use std::panic::PanicHookInfo;
use std::sync::Once;

use super::print;
use crate::i18n::Texts;

/// From here on a panic is told once, in these words.
pub fn tell(texts: Texts) {
    static TOLD: Once = Once::new();
    let hook = move |info: &PanicHookInfo<'_>| {
        TOLD.call_once(|| print::error(&texts, &texts.cli_fault(), &texts.cli_fault_remedy(), &detail(info)));
    };
    std::panic::set_hook(Box::new(hook));
}

/// The message and where it came from, without the folders of the computer that built the program.
fn detail(info: &PanicHookInfo<'_>) -> String {
    let said = info.payload_as_str().unwrap_or("no message");
    let line = said.lines().next().unwrap_or_default();
    let place = info.location().map_or(String::new(), |l| {
        let file = l.file().rsplit(['/', '\\']).next().unwrap_or_default();
        format!(", {file}:{}", l.line())
    });
    let thread = std::thread::current();
    format!("{line}{place}, thread {}", thread.name().unwrap_or("without a name"))
}
