//! What people say of our work: handing it in, and the list of whoever answers it.

mod all;
mod new;

use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/complaints", all::page)
        .get("/complaints/new", new::page)
        .post("/complaints/new", new::hand_in)
        .get("/complaints/thanks", new::thanks)
}
