//! Pages asked for as a browser asks for them, through the whole router.

mod accounts;
mod browser;
mod desks;
mod way_in;
