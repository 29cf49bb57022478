//! The pages, one file each, in a folder for each part of the house.

pub(crate) mod account;
pub(crate) mod case;
pub(crate) mod complaints;
pub(crate) mod demo;
pub(crate) mod lists;
pub(crate) mod office;
pub(crate) mod operation;
pub(crate) mod paper;
pub(crate) mod sign_in;
pub(crate) mod way_in;
