//! Counts what is read of the calls in scripts: `cargo run --example calls -- FILE…`. With `-v`, shows each request.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use msgraph_lint::http::StartLine;
use msgraph_lint::languages::Language;
use msgraph_lint::operations;
use msgraph_lint::request::Request;
use msgraph_lint::script;
use msgraph_lint::text::Span;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let verbose = arguments.first().is_some_and(|first| first == "-v");
    arguments.drain(..usize::from(verbose));
    let [mut files, mut calls, mut urls, mut graph, mut methods, mut bodies, mut read, mut elsewhere] = [0_usize; 8];
    let mut unread = std::collections::BTreeMap::<&str, usize>::new();
    for path in &arguments {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let Some(language) = Language::of_file(path, &text) else { continue };
        files += 1;
        let requests = script::requests(&text, Span::whole(&text), language, operations::clients(), false);
        calls += requests.script.calls.len();
        for call in &requests.unread {
            let (span, why) = (call.span, call.what);
            *unread.entry(why).or_default() += 1;
            if verbose {
                let line = text[..span.start as usize].matches('\n').count() + 1;
                println!("{path}:{line}: {why} is not known: {}", span.of(&text).replace('\n', "⏎"));
            }
        }
        urls += requests.script.calls.iter().filter(|call| call.url.as_ref().is_some_and(|url| !url.is_hole())).count();
        for raw in &requests.found {
            let request = Request::read(raw);
            let host = request.url.as_ref().and_then(|url| url.host).map(|host| host.of(request.text()));
            let is_graph = host.is_none_or(|host| host.contains("graph") || host.contains(['{', '$']));
            graph += usize::from(is_graph);
            let known = matches!(raw.message.start, Some(StartLine::Request { method: Some(_), .. }));
            methods += usize::from(known && is_graph);
            bodies += usize::from(is_graph && (raw.message.body.is_some() || raw.message.body_elsewhere));
            read += usize::from(is_graph && raw.message.body.is_some());
            elsewhere += usize::from(is_graph && raw.message.body_elsewhere);
            if verbose {
                let graph = if is_graph { "" } else { " (not Microsoft Graph)" };
                println!("{path}:{graph}\n{}\n", raw.mapped.text());
            }
        }
    }
    println!(
        "{files} scripts, {calls} calls, URL known of {urls}; {graph} to Microsoft Graph: method known of {methods}, {bodies} with a body: {read} read, {elsewhere} not"
    );
    println!("not known: {unread:?}");
}
