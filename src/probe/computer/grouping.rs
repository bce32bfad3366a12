//! From processes to apps as a person knows them: pure, over plain data.
//!
//! In this order: the catalogue; the bundle, install folder or control group; the parents up to where the session
//! begins; the name of the program file. What a process belongs to is decided when it is first seen and stays: a child
//! whose parent has ended is still that parent's app.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::observation::AppClass;
use crate::os::consent;
use crate::os::process::{Identity, RawProcess};

use super::catalogue::{Catalogue, Os, Program, SYSTEM};
use super::places;

/// An app: what a person would quit as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct App {
    /// The name that a person knows.
    pub name: String,
    /// Its class.
    pub class: AppClass,
}

impl App {
    fn known(program: &Program) -> Self {
        Self { name: program.name.clone(), class: program.class }
    }

    fn other(name: impl Into<String>) -> Self {
        Self { name: name.into(), class: AppClass::Other }
    }

    fn system() -> Self {
        Self { name: SYSTEM.to_owned(), class: AppClass::System }
    }
}

/// Whose a process is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// This program or something it started.
    Own,
    /// An app.
    App(App),
}

/// One process, whatever its number is used for later.
pub type Key = (u32, u64);

/// The key of a process.
#[must_use]
pub fn key(process: &RawProcess) -> Key {
    (process.pid, process.start_s)
}

/// Chains of parents longer than this are a loop made by reused numbers.
const MOST_PARENTS: usize = 64;

/// Remembers whose each process is.
pub struct Grouping<'a> {
    catalogue: &'a Catalogue,
    os: Os,
    own: u32,
    decided: HashMap<Key, (Arc<Identity>, Owner)>,
    /// Names that a bundle, a folder or a launcher gave: a person knows those, unlike that of a mere file.
    placed: HashSet<String>,
}

impl<'a> Grouping<'a> {
    /// For the program with the number `own`.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, os: Os, own: u32) -> Self {
        Self { catalogue, os, own, decided: HashMap::new(), placed: HashSet::new() }
    }

    /// Takes a new list of processes in.
    pub fn update(&mut self, processes: &[RawProcess]) {
        let there: HashSet<Key> = processes.iter().map(key).collect();
        self.decided.retain(|k, _| there.contains(k));
        let table = Table::new(processes, self.own);
        for process in processes {
            let k = key(process);
            if self.decided.get(&k).is_some_and(|(identity, _)| *identity == process.identity) {
                continue;
            }
            let owner = self.decide(process, &table);
            if let Owner::App(app) = &owner
                && app.class == AppClass::Other
                && self.by_place(&process.identity).is_some_and(|placed| placed.name == app.name)
            {
                self.placed.insert(app.name.clone());
            }
            self.decided.insert(k, (process.identity.clone(), owner));
        }
    }

    /// True when a person can know the app by its name.
    #[must_use]
    pub fn is_known(&self, app: &App) -> bool {
        app.class != AppClass::Other || self.placed.contains(&app.name)
    }

    /// Whose this process is; `None` when it was in no list yet.
    #[must_use]
    pub fn owner(&self, k: Key) -> Option<&Owner> {
        self.decided.get(&k).map(|(_, owner)| owner)
    }

    /// The same by number alone.
    #[must_use]
    pub fn owner_of_pid(&self, pid: u32) -> Option<&Owner> {
        self.by_pid(pid).map(|(_, owner)| owner)
    }

    fn by_pid(&self, pid: u32) -> Option<&(Arc<Identity>, Owner)> {
        self.decided.iter().find(|((p, _), _)| *p == pid).map(|(_, decided)| decided)
    }

    /// The name for people of a program that holds a device. `None` for ourselves, and for a part of the system, which
    /// holds devices for others.
    ///
    /// A number is only believed if it fits the program: out of a sandbox comes another process's.
    #[must_use]
    pub fn holder(&self, pid: Option<u32>, program: Option<&str>, name: Option<&str>) -> Option<String> {
        let fits = |identity: &Identity| {
            program.is_none_or(|p| p.eq_ignore_ascii_case(places::program_name(identity)) || p == identity.name)
        };
        match pid.and_then(|pid| self.by_pid(pid)).filter(|(identity, _)| fits(identity)) {
            Some((_, Owner::Own)) => return None,
            Some((_, Owner::App(app))) => return (app.class != AppClass::System).then(|| app.name.clone()),
            None => {}
        }
        match program.and_then(|p| self.catalogue.find_short(p, self.os)) {
            Some(known) => (known.class != AppClass::System).then(|| known.name.clone()),
            None => name.or(program).map(str::to_owned),
        }
    }

    /// The same for a use on Windows' record: only if a process of that program lives that is older than the use.
    #[must_use]
    pub fn user(&self, usage: &consent::Use) -> Option<String> {
        let lives = |((_, start_s), (identity, _)): &(&Key, &(Arc<Identity>, Owner))| {
            *start_s <= usage.began_s && identity.exe.as_deref().is_some_and(|exe| usage.program.runs_from(exe))
        };
        let (key, _) = self.decided.iter().find(lives)?;
        self.holder(Some(key.0), None, None)
    }

    fn decide(&self, process: &RawProcess, table: &Table<'_>) -> Owner {
        if process.pid == self.own {
            return Owner::Own;
        }
        let chain = table.parents(process);
        if chain.iter().any(|p| p.pid == self.own) {
            // What we opened for the person (a browser for a link) is not our load, though it is our child.
            let below = chain.iter().take_while(|p| p.pid != self.own);
            return match self.in_catalogue(process).or_else(|| below.into_iter().find_map(|p| self.in_catalogue(p))) {
                Some(app) if app.class != AppClass::System => Owner::App(app),
                _ => Owner::Own,
            };
        }
        Owner::App(self.app_of(process, &chain, table))
    }

    fn app_of(&self, process: &RawProcess, chain: &[&RawProcess], table: &Table<'_>) -> App {
        if process.identity.kernel {
            return App::system();
        }
        if let Some(app) = self.in_catalogue(process).or_else(|| self.by_place(&process.identity)) {
            return app;
        }
        let mut top = process;
        for parent in chain {
            if self.is_root(parent, table) || places::leaves_mount(&top.identity, &parent.identity) {
                break;
            }
            if self.is_root(top, table) {
                break;
            }
            if let Some(app) = self.in_catalogue(parent).or_else(|| self.by_place(&parent.identity)) {
                return app;
            }
            top = parent;
        }
        App::other(places::program_name(&top.identity))
    }

    fn is_root(&self, process: &RawProcess, table: &Table<'_>) -> bool {
        process.pid <= 1
            || process.identity.kernel
            || table.own_line.contains(&process.pid)
            || self.catalogue.is_session_root(places::program_name(&process.identity))
    }

    fn in_catalogue(&self, process: &RawProcess) -> Option<App> {
        let identity = &process.identity;
        if identity.kernel {
            return Some(App::system());
        }
        let name = places::program_name(identity);
        let found = if identity.exe.is_some() {
            self.catalogue.find(name, self.os)
        } else {
            self.catalogue.find_short(name, self.os)
        };
        found.map(App::known)
    }

    /// By where the program is installed or how it was launched.
    fn by_place(&self, identity: &Identity) -> Option<App> {
        let name = match self.os {
            Os::MacOs => places::bundle(identity.exe.as_deref()?)?.to_owned(),
            Os::Windows => places::install_folder(identity.exe.as_deref()?, |f| self.catalogue.is_maker(f))?,
            Os::Linux => {
                // A helper that outlived its parent still lies in its app's folder.
                let folder =
                    identity.exe.as_deref().and_then(|e| places::own_folder(e, |f| self.catalogue.is_maker(f)));
                if let Some(program) = folder.and_then(|f| self.catalogue.find(f, self.os)) {
                    return Some(App::known(program));
                }
                places::launched_id(identity, |n| self.catalogue.is_session_root(n))?
            }
        };
        Some(self.catalogue.find(&name, self.os).map_or_else(|| App::other(name), App::known))
    }
}

/// A list of processes by number.
struct Table<'a> {
    by_pid: HashMap<u32, &'a RawProcess>,
    /// This program's parents: a test runner, a shell, a desktop.
    own_line: HashSet<u32>,
}

impl<'a> Table<'a> {
    fn new(processes: &'a [RawProcess], own: u32) -> Self {
        let by_pid = processes.iter().map(|p| (p.pid, p)).collect();
        let mut table = Self { by_pid, own_line: HashSet::new() };
        if let Some(process) = table.by_pid.get(&own) {
            table.own_line = table.parents(process).iter().map(|p| p.pid).collect();
        }
        table
    }

    /// The parents, nearest first. A parent that is younger than its child only has the number of the true one.
    fn parents(&self, process: &RawProcess) -> Vec<&'a RawProcess> {
        let mut line: Vec<&'a RawProcess> = Vec::new();
        let (mut at, mut start_s) = (process.parent, process.start_s);
        while let Some(parent) = at.and_then(|pid| self.by_pid.get(&pid)) {
            if parent.start_s > start_s || line.len() >= MOST_PARENTS {
                break;
            }
            line.push(parent);
            (at, start_s) = (parent.parent, parent.start_s);
        }
        line
    }
}

#[cfg(test)]
#[path = "grouping_tests.rs"]
mod tests;
