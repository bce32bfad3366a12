//! Makes one function for each text of `assets/i18n/en/*.ftl`, so that a missing id or argument does not compile.
//!
//! Texts found by a stable id (`finding-*`, `advice-*` and the like) are looked up at run time; tests cover those.

#![expect(clippy::expect_used, clippy::panic, reason = "a build that lacks its texts must stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut code = String::new();
    for language in ["en", "nl"] {
        let files = ftl_files(&root.join("assets/i18n").join(language));
        let _ = writeln!(code, "/// The sources of the texts in `{language}`: file name and content.");
        let _ = writeln!(code, "pub(crate) const {}: &[(&str, &str)] = &[", language.to_uppercase());
        for file in &files {
            let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string());
        }
        let _ = writeln!(code, "];");
    }
    code.push_str("impl Texts {\n");
    for file in ftl_files(&root.join("assets/i18n/en")) {
        functions(&file, &mut code);
    }
    code.push_str("}\n");
    fs::write(out.join("texts.rs"), code).expect("OUT_DIR can be written");
    println!("cargo:rerun-if-changed=assets/i18n");
    println!("cargo:rerun-if-changed=build.rs");
}

fn ftl_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("reading {}: {e}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|x| x == "ftl"))
        .collect();
    files.sort();
    files
}

/// Families that are found by a stable id at run time.
const BY_ID: [&str; 6] = ["finding-", "advice-", "step-", "reason-", "item-", "exit-"];

fn functions(file: &Path, code: &mut String) {
    let source = fs::read_to_string(file).unwrap_or_else(|e| panic!("reading {}: {e}", file.display()));
    let resource = fluent_syntax::parser::parse(source.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        if BY_ID.iter().any(|family| id.starts_with(family)) {
            continue;
        }
        let Some(value) = &message.value else { continue };
        let mut variables = BTreeSet::new();
        collect(value, &mut variables);
        let name = id.replace('-', "_");
        let shown = fs_one_line(&source, id);
        let _ = writeln!(code, "    /// {shown}");
        let _ = writeln!(code, "    #[must_use]");
        let arguments: String =
            variables.iter().map(|v| format!(", {}: impl Into<Arg<'static>>", v.replace('-', "_"))).collect();
        let _ = writeln!(code, "    pub fn {name}(&self{arguments}) -> String {{");
        let values: String = variables.iter().map(|v| format!("({v:?}, {}.into()), ", v.replace('-', "_"))).collect();
        let _ = writeln!(code, "        self.format({id:?}, &[{values}])");
        let _ = writeln!(code, "    }}");
    }
}

/// The text's first line, as documentation.
fn fs_one_line(source: &str, id: &str) -> String {
    source
        .lines()
        .find_map(|line| line.strip_prefix(id)?.trim_start().strip_prefix('='))
        .map(|rest| format!("`{}`", rest.trim().replace('`', "'")))
        .filter(|text| text.len() > 2)
        .unwrap_or_else(|| format!("`{id}`"))
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            for variant in variants {
                collect(&variant.value, variables);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, variables);
            }
        }
        _ => {}
    }
}
