//! The language server: what an editor says comes in as messages, what is found in its documents is sent as messages.
//!
//! [`Server`] is pure: it knows no threads, no streams and no clock. Whoever runs it hands it messages one by one, lets it
//! [`Server::settle`] when nothing is waiting, and sends what it [`Server::take`]s. It checks as the command line does, through
//! [`crate::workspace`] and [`crate::check`].

mod actions;
mod client;
mod commands;
mod completion;
mod cursor;
mod diagnostics;
mod document;
mod folders;
pub mod frames;
mod hover;
mod notebooks;
mod outline;
mod place;
mod positions;
mod protocol;
mod server;
mod shapes;
mod state;
mod uri;
mod watching;

pub use protocol::Message;
pub use server::Server;
