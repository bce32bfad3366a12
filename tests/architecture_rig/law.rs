//! The law of imports: the table in the module docs of `src/lib.rs`. There is no second copy.

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The room.
    pub room: String,
    /// Rooms of ours, or modules of them (`session::handle`), that it may use.
    pub may_use: Vec<String>,
    /// Crates, or modules of them (`std::fs`), that it must not name.
    pub never: Vec<String>,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// A row for each room.
    pub rows: Vec<Row>,
}

impl Law {
    /// Reads the table from the module docs of a source: rows `| room | what | may use | never names |`, names in
    /// backticks.
    pub fn parse(source: &str) -> Self {
        let rows = source
            .lines()
            .filter_map(|line| line.strip_prefix("//! |"))
            .map(|line| line.trim_end_matches('|').split('|').map(str::to_owned).collect::<Vec<_>>())
            .filter(|cells| cells.len() == 4)
            .filter_map(|cells| {
                let room = ticked(&cells[0]).into_iter().next()?;
                Some(Row { room, may_use: ticked(&cells[2]), never: ticked(&cells[3]) })
            })
            .collect();
        Self { rows }
    }

    /// The row of a room.
    pub fn row(&self, room: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.room == room)
    }
}

impl Row {
    /// True when a thing at this path of ours may be used here.
    pub fn allows(&self, path: &[String]) -> bool {
        path.first() == Some(&self.room) || self.may_use.iter().any(|allowed| begins(path, allowed))
    }

    /// True when a name of another crate must not stand here.
    pub fn forbids(&self, path: &[String]) -> bool {
        self.never.iter().any(|never| begins(path, never))
    }
}

fn begins(path: &[String], with: &str) -> bool {
    let with: Vec<&str> = with.split("::").collect();
    path.len() >= with.len() && path.iter().zip(&with).all(|(a, b)| a == b)
}

/// What stands in backticks, with links' brackets taken off.
fn ticked(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
