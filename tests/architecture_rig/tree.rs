//! The tree of modules, from `src/lib.rs` down, without what only tests see.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, UseTree};

/// One module: its own file, or a block within one.
#[derive(Default)]
pub struct Module {
    /// `src/...`, with forward slashes.
    pub file: String,
    /// What the module holds, test modules left out.
    pub items: Vec<Item>,
    /// Names that a `use` brings in: where each of them points, and whether it is handed on.
    pub bound: BTreeMap<String, (Vec<String>, bool)>,
    /// `use a::*`.
    pub globs: Vec<Vec<String>>,
    /// Its child modules by name.
    pub children: BTreeSet<String>,
    /// Names that are defined here.
    pub defined: BTreeSet<String>,
}

/// All modules of the library by path; the root is the empty path.
#[derive(Default)]
pub struct House {
    pub modules: BTreeMap<Vec<String>, Module>,
}

impl House {
    /// Reads the library of this package.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut house = Self::default();
        house.add(&root, &root.join("lib.rs"), Vec::new());
        house
    }

    /// A house of these files: path below `src`, text.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut house = Self::default();
        house.add(folder.path(), &folder.path().join("lib.rs"), Vec::new());
        house
    }

    fn add(&mut self, root: &Path, file: &Path, path: Vec<String>) {
        let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("read {}: {e}", file.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|e| panic!("parse {}: {e}", file.display()));
        self.fill(root, file, path, parsed.items);
    }

    fn fill(&mut self, root: &Path, file: &Path, path: Vec<String>, items: Vec<Item>) {
        let relative = file.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
        let mut module = Module { file: format!("src/{relative}"), ..Module::default() };
        module.children = items.iter().filter_map(child).collect();
        for item in items {
            match item {
                Item::Mod(inner) if only_tests(&inner.attrs) => {}
                Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    let mut below: Vec<String> = path.iter().cloned().chain([name.clone()]).collect();
                    if self.modules.contains_key(&below) {
                        // The same module for another system.
                        below = path.iter().cloned().chain([format!("{name} elsewhere")]).collect();
                    }
                    match inner.content {
                        Some((_, items)) => self.fill(root, file, below, items),
                        None => {
                            let named = named_file(&inner.attrs).map(|named| file.parent().unwrap().join(named));
                            self.add(root, &named.unwrap_or_else(|| file_of(file, &name)), below);
                        }
                    }
                }
                Item::Use(import) if only_tests(&import.attrs) => {}
                other => {
                    module.note(&path, &other);
                    module.items.push(other);
                }
            }
        }
        self.modules.insert(path, module);
    }

    /// The module and the file in which the thing at this path is defined; `None` for another crate's.
    pub fn definition(&self, path: &[String]) -> Option<&Module> {
        self.find(path, 0)
    }

    fn find(&self, path: &[String], depth: usize) -> Option<&Module> {
        if depth > 20 {
            return None;
        }
        let mut at: Vec<String> = Vec::new();
        for (i, name) in path.iter().enumerate() {
            let below: Vec<String> = at.iter().cloned().chain([name.clone()]).collect();
            if self.modules.contains_key(&below) {
                at = below;
                continue;
            }
            let module = self.modules.get(&at)?;
            if module.defined.contains(name) {
                return Some(module);
            }
            if let Some((target, _)) = module.bound.get(name) {
                let further: Vec<String> = target.iter().cloned().chain(path[i + 1..].iter().cloned()).collect();
                return self.find(&further, depth + 1);
            }
            for glob in &module.globs {
                let further: Vec<String> = glob.iter().cloned().chain(path[i..].iter().cloned()).collect();
                if let Some(found) = self.find(&further, depth + 1).filter(|m| m.defined.contains(name)) {
                    return Some(found);
                }
            }
            return (!at.is_empty()).then_some(module);
        }
        self.modules.get(&at)
    }

    /// True when this path leads to a module or a name of ours.
    pub fn is_ours(&self, path: &[String]) -> bool {
        path.first().is_some_and(|first| {
            self.modules.contains_key(std::slice::from_ref(first))
                || self.modules.get(&Vec::new()).is_some_and(|m| m.defined.contains(first))
        })
    }
}

impl Module {
    /// The path from the root of the crate, as this module at `path` means it. Paths of other crates stay as they are.
    pub fn absolute(&self, path: &[String], name: &[String]) -> Vec<String> {
        match name.first() {
            Some(first) if self.children.contains(first) => path.iter().chain(name).cloned().collect(),
            _ => absolute(path, name),
        }
    }

    fn note(&mut self, path: &[String], item: &Item) {
        let name = match item {
            Item::Use(import) => {
                let shared = !matches!(import.vis, syn::Visibility::Inherited);
                let mut found = Vec::new();
                flatten(&import.tree, Vec::new(), &mut found);
                for (target, name) in found {
                    let target = self.absolute(path, &target);
                    match name {
                        Some(name) => drop(self.bound.insert(name, (target, shared))),
                        None => self.globs.push(target),
                    }
                }
                return;
            }
            Item::Const(i) => &i.ident,
            Item::Enum(i) => &i.ident,
            Item::Fn(i) => &i.sig.ident,
            Item::Static(i) => &i.ident,
            Item::Struct(i) => &i.ident,
            Item::Trait(i) => &i.ident,
            Item::Type(i) => &i.ident,
            Item::Union(i) => &i.ident,
            Item::Macro(i) => match &i.ident {
                Some(name) => name,
                None => return,
            },
            _ => return,
        };
        self.defined.insert(name.to_string());
    }
}

/// Each leaf of a `use`: its path, and the name that it brings in (`None` for a glob).
pub fn flatten(tree: &UseTree, at: Vec<String>, found: &mut Vec<(Vec<String>, Option<String>)>) {
    let with = |name: String| at.iter().cloned().chain([name]).collect::<Vec<_>>();
    match tree {
        UseTree::Path(p) => flatten(&p.tree, with(p.ident.to_string()), found),
        UseTree::Name(n) if n.ident == "self" => found.push((at.clone(), at.last().cloned())),
        UseTree::Name(n) => found.push((with(n.ident.to_string()), Some(n.ident.to_string()))),
        UseTree::Rename(r) if r.ident == "self" => found.push((at, Some(r.rename.to_string()))),
        UseTree::Rename(r) => found.push((with(r.ident.to_string()), Some(r.rename.to_string()))),
        UseTree::Glob(_) => found.push((at, None)),
        UseTree::Group(g) => g.items.iter().for_each(|inner| flatten(inner, at.clone(), found)),
    }
}

/// The path from the root of the crate. Paths of other crates stay as they are.
fn absolute(module: &[String], path: &[String]) -> Vec<String> {
    let mut at: Option<Vec<String>> = None;
    let mut rest = path.iter();
    while let Some(first) = rest.clone().next() {
        match first.as_str() {
            "crate" => at = Some(Vec::new()),
            "self" if at.is_none() => at = Some(module.to_vec()),
            "super" => {
                let mut up = at.unwrap_or_else(|| module.to_vec());
                up.pop();
                at = Some(up);
            }
            _ => break,
        }
        rest.next();
    }
    at.into_iter().flatten().chain(rest.cloned()).collect()
}

/// Where `mod name;` in this file stands.
fn file_of(parent: &Path, name: &str) -> PathBuf {
    let stem = parent.file_stem().unwrap().to_string_lossy().into_owned();
    let folder = match stem.as_str() {
        "lib" | "main" | "mod" => parent.parent().unwrap().to_path_buf(),
        _ => parent.with_extension(""),
    };
    let beside = folder.join(format!("{name}.rs"));
    if beside.exists() { beside } else { folder.join(name).join("mod.rs") }
}

/// The file of `#[path = "..."]`.
fn named_file(attributes: &[Attribute]) -> Option<String> {
    let named = attributes.iter().find(|a| a.path().is_ident("path"))?;
    let syn::Meta::NameValue(pair) = &named.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { return None };
    Some(text.value())
}

fn child(item: &Item) -> Option<String> {
    match item {
        Item::Mod(inner) if !only_tests(&inner.attrs) => Some(inner.ident.to_string()),
        _ => None,
    }
}

fn only_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| a.path().is_ident("cfg") && quote(a).contains("test"))
}

fn quote(attribute: &Attribute) -> String {
    match &attribute.meta {
        syn::Meta::List(list) => list.tokens.to_string(),
        _ => String::new(),
    }
}
