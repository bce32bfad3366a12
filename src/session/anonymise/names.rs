//! Stand-ins for names of hosts and programs.

/// The word for every host.
pub(super) const HOST: &str = "host";

/// The same stand-in for the same name of a program, in one run.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn replace(&mut self, name: &mut String) {
        let at = self.0.iter().position(|n| n == name).unwrap_or_else(|| {
            self.0.push(name.clone());
            self.0.len() - 1
        });
        *name = format!("app {}", at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_program_has_one_stand_in() {
        let mut names = Names::default();
        let mut list = ["Teams", "Zoom", "Teams"].map(str::to_owned);
        list.iter_mut().for_each(|name| names.replace(name));
        assert_eq!(list, ["app 1", "app 2", "app 1"]);
    }
}
