//! What every use case stands on: the house, loading, deciding, writing, projecting and the reading log.

pub(crate) mod codes;
pub(crate) mod facts;
pub(crate) mod father;
pub(crate) mod house;
mod jobs;
pub(crate) mod kept;
pub(crate) mod load;
pub(crate) mod near;
pub(crate) mod open;
pub(crate) mod pathway;
pub(crate) mod people;
pub(crate) mod project;
pub(crate) mod reading;
pub(crate) mod shown;
pub(crate) mod tokens;
pub(crate) mod tracing;
mod turns;
pub(crate) mod who;
pub(crate) mod work;
