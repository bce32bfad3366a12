//! Reads the sources as the compiler does: modules, `use` trees (many lines, groups, globs, renames), paths in code and
//! in macro arguments. Names that a module hands on (`pub use`) are followed to the file that defines them.

mod circles;
mod law;
mod names;
mod tree;

pub use circles::circles;
pub use law::Law;
pub use names::{Named, names_in};
pub use tree::House;
