//! What the watch of the computer costs: the tester must not be the load. `cargo bench --bench computer`.

use std::collections::HashSet;

use greenroom::os::process::Reader;
use greenroom::os::{memory, network_change, power};
use greenroom::probe::computer::catalogue::{Catalogue, Os};
use greenroom::probe::computer::watch::Watch;

fn main() {
    divan::main();
}

/// The first look: every process is read and named.
#[divan::bench]
fn first_look(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(Reader::new).bench_values(|reader| {
        reader.map(|mut reader| {
            let mut watch = Watch::new(Catalogue::builtin(), Os::here(), std::process::id());
            watch.add(&reader.read(&HashSet::new()));
        })
    });
}

/// What is done once a second: this, in ms, is the promille of one core that the watch takes.
#[divan::bench]
fn one_sample(bencher: divan::Bencher<'_, '_>) {
    let Ok(mut reader) = Reader::new() else {
        return;
    };
    let mut watch = Watch::new(Catalogue::builtin(), Os::here(), std::process::id());
    watch.add(&reader.read(&HashSet::new()));
    bencher.bench_local(|| {
        watch.add(&reader.read(&HashSet::new()));
        watch.observation()
    });
}

/// What is done every few seconds.
#[divan::bench]
fn memory_and_power() -> (Option<f64>, power::PowerState) {
    (memory::available_ratio(), power::read())
}

/// The look for another network.
#[divan::bench]
fn default_route() -> network_change::DefaultRoute {
    network_change::snapshot()
}
