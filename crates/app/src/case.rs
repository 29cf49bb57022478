//! The use cases of one person's record, one file each.

pub mod assign;
pub mod bar;
pub mod close;
pub mod consent;
pub mod emergency;
pub mod fill_form;
pub mod move_stage;
pub mod plan;
pub mod refer;
pub mod set_urgency;
pub mod tasks;
