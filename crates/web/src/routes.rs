//! Every route, by page.
//!
//! Invariant: a route is registered here or not at all, so that [`list`] is what the sweep tests and nothing is
//! reachable that it does not know.

use axum::{
    Router,
    handler::Handler,
    routing::{MethodRouter, get, post},
};

use crate::{pages, visit::Web};

/// One route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its path, with `{names}` for what varies.
    pub path: &'static str,
}

/// Routes in the making: the router and the list grow together.
pub struct Routes {
    router: Router<Web>,
    list: Vec<Route>,
}

impl Routes {
    fn new() -> Self {
        Self { router: Router::new(), list: Vec::new() }
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add("GET", path, get(handler))
    }

    /// An action.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add("POST", path, post(handler))
    }

    fn add(mut self, method: &'static str, path: &'static str, handler: MethodRouter<Web>) -> Self {
        self.list.push(Route { method, path });
        self.router = self.router.route(path, handler);
        self
    }
}

fn build(demo: Demo) -> Routes {
    let routes = Routes::new();
    let routes = pages::way_in::routes(routes);
    let routes = pages::case::routes(routes);
    let routes = pages::account::routes(routes);
    let routes = pages::operation::routes(routes);
    let routes = pages::lists::routes(routes);
    let routes = pages::complaints::routes(routes);
    let routes = pages::office::routes(routes);
    match demo {
        Demo::Yes => pages::demo::routes(routes),
        Demo::No => routes,
    }
}

/// Whether the demo's routes are there; under `serve` they do not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demo {
    /// They are.
    Yes,
    /// They are not.
    No,
}

/// All routes.
pub(crate) fn all(web: &Web) -> Router<Web> {
    build(if web.app.is_demo() { Demo::Yes } else { Demo::No }).router
}

/// The list of all routes, for tests that must reach each.
pub fn list(demo: Demo) -> Vec<Route> {
    let mut list = build(demo).list;
    list.sort();
    list
}
