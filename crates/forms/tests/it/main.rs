//! Forms from the outside: what the protocol, the server and the browser rely on.

mod agreement;
mod checking;
mod device;
mod hostile;
mod parsing;
mod submitting;
mod support;
mod vectors;
