//! Mains or battery, and how full.

/// Where the power comes from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PowerState {
    /// True on battery, false on mains; `None` where there is no battery or the system does not say.
    pub on_battery: Option<bool>,
    /// Charge 0 to 1 of all batteries together; `None` likewise.
    pub battery_ratio: Option<f64>,
}

/// Asks the system now. No battery: nothing is claimed.
#[must_use]
pub fn read() -> PowerState {
    #[cfg(target_os = "linux")]
    return linux::read(std::path::Path::new("/sys/class/power_supply"));
    #[cfg(not(target_os = "linux"))]
    return other::read();
}

#[cfg(not(target_os = "linux"))]
mod other {
    use starship_battery::units::ratio::ratio;
    use starship_battery::{Manager, State};

    use super::PowerState;

    pub(super) fn read() -> PowerState {
        let Ok(batteries) = Manager::new().and_then(|m| m.batteries()) else {
            return PowerState::default();
        };
        let all: Vec<_> = batteries.flatten().collect();
        if all.is_empty() {
            return PowerState::default();
        }
        let charge: f32 = all.iter().map(|b| b.state_of_charge().get::<ratio>()).sum::<f32>() / all.len() as f32;
        let states: Vec<State> = all.iter().map(starship_battery::Battery::state).collect();
        let on_battery = if states.contains(&State::Discharging) {
            Some(true)
        } else if states.iter().all(|s| *s == State::Unknown) {
            None
        } else {
            Some(false)
        };
        PowerState { on_battery, battery_ratio: Some(f64::from(charge).clamp(0.0, 1.0)).filter(|r| r.is_finite()) }
    }
}

/// `/sys/class/power_supply` (kernel: Documentation/ABI/testing/sysfs-class-power).
#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::path::Path;

    use super::PowerState;

    pub(super) fn read(root: &Path) -> PowerState {
        let Ok(entries) = fs::read_dir(root) else {
            return PowerState::default();
        };
        let (mut charges, mut discharging, mut says, mut online) = (Vec::new(), false, false, None);
        for folder in entries.filter_map(|e| Some(e.ok()?.path())) {
            let text = |name: &str| fs::read_to_string(folder.join(name)).ok().map(|t| t.trim().to_owned());
            // Mice and headsets have batteries too; theirs have the scope "Device".
            if text("scope").as_deref() == Some("Device") || text("present").as_deref() == Some("0") {
                continue;
            }
            match text("type").as_deref() {
                Some("Battery") => {
                    let status = text("status");
                    discharging |= status.as_deref() == Some("Discharging");
                    says |= status.is_some_and(|s| s != "Unknown");
                    charges.push(charge(|name| text(name)?.parse().ok()));
                }
                // A computer charged over USB-C shows no "Mains".
                Some("Mains" | "USB" | "Wireless") => {
                    let on = text("online").is_some_and(|o| o != "0");
                    online = Some(online.unwrap_or(false) | on);
                }
                _ => {}
            }
        }
        if charges.is_empty() {
            return PowerState::default();
        }
        let known: Vec<f64> = charges.into_iter().flatten().collect();
        let battery_ratio = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
        let on_battery = match (discharging, online, says) {
            // Discharging on mains happens where a battery is kept below full on purpose.
            (_, Some(true), _) => Some(false),
            (true, _, _) => Some(true),
            (false, _, true) => Some(false),
            (false, Some(false), false) => Some(true),
            (false, None, false) => None,
        };
        PowerState { on_battery, battery_ratio }
    }

    fn charge(number: impl Fn(&str) -> Option<f64>) -> Option<f64> {
        let of = |now: &str, full: &str| Some(number(now)? / number(full).filter(|f| *f > 0.0)?);
        let ratio = number("capacity")
            .map(|percent| percent / 100.0)
            .or_else(|| of("energy_now", "energy_full"))
            .or_else(|| of("charge_now", "charge_full"))?;
        Some(ratio.clamp(0.0, 1.0))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn supply(root: &Path, name: &str, files: &[(&str, &str)]) {
            let folder = root.join(name);
            fs::create_dir_all(&folder).unwrap();
            for (file, text) in files {
                fs::write(folder.join(file), format!("{text}\n")).unwrap();
            }
        }

        fn state(supplies: &[(&str, &[(&str, &str)])]) -> (Option<bool>, Option<f64>) {
            let root = tempfile::tempdir().unwrap();
            for (name, files) in supplies {
                supply(root.path(), name, files);
            }
            let state = read(root.path());
            (state.on_battery, state.battery_ratio)
        }

        const AC_OFF: (&str, &[(&str, &str)]) = ("AC", &[("type", "Mains"), ("online", "0")]);
        const AC_ON: (&str, &[(&str, &str)]) = ("AC", &[("type", "Mains"), ("online", "1")]);

        #[test]
        fn a_laptop() {
            let half: &[(&str, &str)] = &[("type", "Battery"), ("status", "Discharging"), ("capacity", "50")];
            assert_eq!(state(&[AC_OFF, ("BAT0", half)]), (Some(true), Some(0.5)));
            assert_eq!(state(&[("BAT0", half)]), (Some(true), Some(0.5)));
            assert_eq!(state(&[AC_ON, ("BAT0", half)]), (Some(false), Some(0.5)));
            let charging: &[(&str, &str)] =
                &[("type", "Battery"), ("status", "Charging"), ("energy_now", "30"), ("energy_full", "40")];
            assert_eq!(state(&[("BAT0", charging)]), (Some(false), Some(0.75)));
            let mute: &[(&str, &str)] = &[("type", "Battery"), ("status", "Unknown")];
            assert_eq!(state(&[("BAT0", mute)]), (None, None));
            assert_eq!(state(&[AC_OFF, ("BAT0", mute)]), (Some(true), None));
        }

        #[test]
        fn two_batteries_and_a_mouse() {
            let full: &[(&str, &str)] = &[("type", "Battery"), ("status", "Full"), ("capacity", "100")];
            let low: &[(&str, &str)] = &[("type", "Battery"), ("status", "Discharging"), ("capacity", "20")];
            let mouse: &[(&str, &str)] =
                &[("type", "Battery"), ("scope", "Device"), ("status", "Discharging"), ("capacity", "5")];
            assert_eq!(state(&[("BAT0", full), ("BAT1", low), ("hid", mouse)]), (Some(true), Some(0.6)));
        }

        #[test]
        fn no_battery_claims_nothing() {
            assert_eq!(state(&[AC_ON]), (None, None));
            assert_eq!(state(&[]), (None, None));
            let mouse: &[(&str, &str)] = &[("type", "Battery"), ("scope", "Device"), ("capacity", "5")];
            assert_eq!(state(&[("hid", mouse)]), (None, None));
            assert_eq!(read(Path::new("/nonexistent/power")), PowerState::default());
        }
    }
}
