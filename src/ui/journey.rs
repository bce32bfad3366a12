//! The way of the person through the screens: where one is, where Back goes, how far one has come.

use super::route::Route;

/// The way of the person through the screens.
#[derive(Debug, Default)]
pub struct Journey {
    /// The screen that is shown.
    pub route: Route,
    /// The screens before it, newest last.
    pub back: Vec<Route>,
    /// The furthest of the four steps that was reached.
    pub furthest: usize,
}

impl Journey {
    /// Begins at this screen.
    #[must_use]
    pub fn from(route: Route) -> Self {
        Self { route, back: Vec::new(), furthest: route.step().unwrap_or(0) }
    }

    /// Shows this screen from now on.
    pub fn turn_to(&mut self, route: Route) {
        self.furthest = self.furthest.max(route.step().unwrap_or(0));
        self.route = route;
    }
}
