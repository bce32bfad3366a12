//! Which names a module takes from elsewhere: by `use`, by a path in its code, by a path in a macro's arguments.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, Macro, Visibility};

use super::tree::{Module, flatten};

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// From the root of the crate for names of ours, from the name of the crate for others.
    pub path: Vec<String>,
    /// Line in the file.
    pub line: usize,
    /// Handed on by `pub use`: the module names it without using it itself.
    pub handed_on: bool,
}

/// Every name that this module takes from elsewhere.
pub fn names_in(path: &[String], module: &Module) -> Vec<Named> {
    let mut seen = Seen { path, module, found: Vec::new() };
    for item in &module.items {
        if let Item::Use(import) = item {
            let mut leaves = Vec::new();
            flatten(&import.tree, Vec::new(), &mut leaves);
            let handed_on = !matches!(import.vis, Visibility::Inherited);
            let line = import.use_token.span.start().line;
            let named = |(leaf, _): (Vec<String>, _)| Named { path: module.absolute(path, &leaf), line, handed_on };
            seen.found.extend(leaves.into_iter().map(named));
        } else {
            seen.visit_item(item);
        }
    }
    seen.found
}

struct Seen<'a> {
    path: &'a [String],
    module: &'a Module,
    found: Vec<Named>,
}

impl Seen<'_> {
    fn add(&mut self, names: &[String], line: usize) {
        let Some(first) = names.first() else { return };
        let path = match self.module.bound.get(first) {
            _ if names.len() < 2 => return,
            Some((target, _)) => target.iter().chain(names.iter().skip(1)).cloned().collect(),
            None => self.module.absolute(self.path, names),
        };
        self.found.push(Named { path, line, handed_on: false });
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let mut names: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut line = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.add(&std::mem::take(&mut names), line);
                    }
                    line = name.span().start().line;
                    names.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(p) if p.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.add(&std::mem::take(&mut names), line);
                    colons = 0;
                    self.tokens(group.stream());
                }
                _ => {
                    self.add(&std::mem::take(&mut names), line);
                    colons = 0;
                }
            }
        }
        self.add(&names, line);
    }
}

impl<'ast> Visit<'ast> for Seen<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        let line = path.segments.first().map_or(0, |s| s.ident.span().start().line);
        self.add(&names, line);
        visit::visit_path(self, path);
    }

    /// `pub(in crate::a)` names a place, it takes nothing from there.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_item_use(&mut self, import: &'ast syn::ItemUse) {
        // Within a function.
        let mut leaves = Vec::new();
        flatten(&import.tree, Vec::new(), &mut leaves);
        let line = import.use_token.span.start().line;
        for (leaf, _) in leaves {
            self.found.push(Named { path: self.module.absolute(self.path, &leaf), line, handed_on: false });
        }
    }
}
