//! The protocol as its authors and the program meet it.

mod against;
mod broken;
mod country;
mod fixture;
mod folder;
mod running;
