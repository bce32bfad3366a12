//! How much memory is free for new work.

use sysinfo::{MemoryRefreshKind, System};

/// Free memory of all memory, 0 to 1; on Linux `MemAvailable` (proc(5)), which counts what the system can give back.
/// `None` when the system does not say.
#[must_use]
pub fn available_ratio() -> Option<f64> {
    let mut system = System::new().ok()?;
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    ratio(system.available_memory(), system.total_memory())
}

fn ratio(available: u64, total: u64) -> Option<f64> {
    // sysinfo answers 0 where it can't tell; a computer with nothing at all left would not run this.
    (total > 0 && available > 0).then(|| (available as f64 / total as f64).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_not_zero() {
        assert_eq!(ratio(0, 0), None);
        assert_eq!(ratio(0, 8), None);
        assert_eq!(ratio(2, 8), Some(0.25));
        assert_eq!(ratio(9, 8), Some(1.0));
    }

    #[test]
    fn this_computer_has_memory() {
        let free = available_ratio().unwrap();
        assert!(free > 0.0 && free <= 1.0, "{free}");
    }
}
