//! `serve`: starts the endpoint and prints its address and how to point clients at it.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::args::Serve;
use super::config::search;
use super::given::with_files;
use super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, Failure};
use crate::config::{Config, Section};
use crate::formats::{Paint, Style};
use crate::serve::{Options, Server};
use crate::source::visible;
use crate::workspace::Workspace;
use crate::workspace::disk::Disk;

pub(super) fn run(options: &Serve, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let Some(config) = config(options, shell)? else { return Ok(EXIT_FAILURE) };
    let record = options.record.as_ref().map(|path| shell.environment.folder.join(path));
    let endpoint = Options {
        listen: options.listen.clone(),
        record,
        strict: options.strict,
        require_token: options.require_token,
        rate_limit: options.rate_limit,
        allowed_hosts: options.allow_host.clone(),
        complain,
        ..Options::default()
    };
    let server = Server::start(&endpoint, config).map_err(Failure::Message)?;
    let style = shell.environment.stdout_style(shell.color);
    write_address(&server, &mut shell.streams.stdout, &style)?;
    if !server.is_local() {
        shell.complain(
            "other machines can reach this address: they can send requests, and read those of others at /_requests",
        );
    }
    server.wait();
    Ok(EXIT_CLEAN)
}

/// The settings of the folder, with those of the options. `None` if a configuration file
/// is invalid, which was reported.
fn config(options: &Serve, shell: &mut CommandContext<'_, '_>) -> Result<Option<Config>, Failure> {
    let folder = shell.environment.folder.clone();
    let section = with_files(Section::default(), options.metadata.as_deref(), &options.contributed, shell)?;
    let search = search(&options.configuration, &folder)?;
    let mut workspace = Workspace::new(Arc::new(Disk::new(&folder)), &folder, search, section);
    // A request is not in a file, so only entries of `overrides` or `ignores` that match all files apply.
    let resolved = workspace.config_of(Path::new("*"));
    if let Some(report) = workspace.objections() {
        shell.object(&report)?;
        return Ok(None);
    }
    Ok(resolved.map(|resolved| resolved.config().clone().for_requests()))
}

/// The address alone on the first line, for programs; then instructions for people.
fn write_address(server: &Server, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let address = format!("http://{}", server.address());
    writeln!(out, "{address}\n")?;
    for (name, words) in [
        ("page", format!("{address}/")),
        ("requests as JSON", format!("{address}/_requests (DELETE forgets them)")),
        ("base URL", format!("{address}/v1.0, {address}/beta")),
        ("Python", format!("request_adapter.base_url = \"{address}/v1.0\"")),
        ("JavaScript", format!("Client.init({{ baseUrl: \"{address}/\", authProvider }})")),
        ("curl", format!("curl {address}/v1.0/me")),
    ] {
        writeln!(out, "{}  {words}", style.paint(Paint::Code, &format!("{name:>16}")))?;
    }
    // The caller waits for the address.
    out.flush()
}

/// A line on standard error, from any thread. If that fails, there is nowhere left to report it.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {}", visible(message, false));
}
