//! What a judgement costs: it runs on every event, so it must stay far below a millisecond.

use greenroom::assess::judge;
use greenroom::model::Snapshot;
use greenroom::session::scenario;

fn main() {
    divan::main();
}

#[divan::bench(args = ["ready", "almost", "fix-first", "public", "busy-computer"])]
fn judge_scenario(bencher: divan::Bencher<'_, '_>, name: &str) {
    match scenario::load(name) {
        Ok(scenario) => {
            let state: Snapshot = scenario.state(judge);
            bencher.bench_local(|| judge(divan::black_box(&state)));
        }
        Err(error) => eprintln!("{name}: {error}"),
    }
}
