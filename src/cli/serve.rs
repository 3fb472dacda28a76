//! `serve`: starts the endpoint and says where it is and how clients are told of it.

use std::io::{self, Write};

use super::args::Serve;
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::config::Config;
use crate::formats::{Paint, Style};
use crate::operation::OwnKind;
use crate::operations;
use crate::rules;
use crate::serve::{Options, Server};
use crate::source::visible;
use crate::workspace::disk::Disk;
use crate::workspace::files;

pub(super) fn run(options: &Serve, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let config = config(options, shell)?;
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

/// The rules, and what the options of operations give them.
fn config(options: &Serve, shell: &CommandContext<'_, '_>) -> Result<Config, Failure> {
    let mut config = Config::new(&rules::infos(), [], []).map_err(|unknown| Failure::Message(unknown.to_string()))?;
    let folder = &shell.environment.folder;
    for setting in operations::settings() {
        let OwnKind::Files(kind) = &setting.kind else { continue };
        let Some(path) = options.contributed.file(kind.option) else { continue };
        let failure = |name: &str, message: &str| Failure::Message(format!("{name}: {message}"));
        let source = files::source(&Disk::new(folder), folder, path).map_err(|it| failure(&it.path, &it.message))?;
        config = config.with_file(kind.option, source.text()).map_err(|error| failure(source.name(), &error))?;
    }
    Ok(config)
}

/// The address alone on the first line, for programs; then what people need to set.
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
    // Who started the endpoint waits for its address.
    out.flush()
}

/// A line on standard error, from whichever thread. Where even that fails, nobody is left to be told.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {}", visible(message, false));
}
