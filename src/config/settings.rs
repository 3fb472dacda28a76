//! The settings of a configuration file: this table is what the file is read by, what its JSON Schema says, and what the
//! documentation shows.

use std::sync::LazyLock;

use super::globs::Globs;
use super::pointers::PointerPattern;
use super::section::{Level, MetadataSetting, Placed, SchemaSetting, Section};
use crate::operation::{Choice, OwnKind, OwnSetting, SettingFiles};
use crate::operations;
use crate::source::client::Argument;
use crate::text::placeholder::Pattern;

/// Where the value of a setting goes.
pub(super) type Slot<T> = fn(&mut Section) -> &mut Option<Placed<T>>;

/// Where its values go if it has many.
pub(super) type Slots<T> = fn(&mut Section) -> &mut Vec<T>;

/// A setting. One entry here, and its field in [`Section`], make one.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) name: &'static str,
    /// What it does, in Markdown, as editors and the documentation show it.
    pub(super) about: &'static str,
    /// What holds without it, as TOML or in words; empty if nothing does.
    pub(super) default: &'static str,
    /// Lines of TOML that use it.
    pub(super) example: &'static str,
    /// Whether its table makes no sense without it.
    pub(super) required: bool,
    pub(super) kind: Kind,
}

/// What a setting takes, and where its value goes.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A list of rules and groups.
    Rules(Slot<Vec<String>>),
    /// A table from rules and groups to levels.
    Severities(Slots<Placed<(String, Level)>>),
    Globs(Slot<Globs>),
    /// A list of patterns of placeholders.
    Patterns(Slot<Vec<Pattern>>),
    /// The id of an operation, `auto`, or a request.
    Operation(Slot<String>, fn() -> Vec<Choice>),
    /// A JSON Pointer with gaps.
    Pointer(Slot<PointerPattern>),
    /// The path of a file.
    File(Slot<String>),
    /// The path of a file that holds a JSON Schema.
    SchemaFile(fn(&mut Section) -> &mut Option<SchemaSetting>),
    /// The path of a file of Graph's metadata.
    Metadata(fn(&mut Section) -> &mut Option<MetadataSetting>),
    /// One of a few words, which an operation contributes.
    OwnChoice(&'static OwnSetting, &'static [Choice]),
    /// A table from ids to paths of files, which an operation contributes.
    OwnFiles(&'static OwnSetting, &'static SettingFiles),
    /// The name of a function or command that sends requests.
    Function(Slot<String>),
    /// Where a function finds a part of the request: the name of a parameter, a place, a fixed text, or a list of these.
    Part(&'static PartKind, Slot<Vec<Argument>>),
    Base(Slot<String>),
    Text(Slot<String>),
    /// A list of tables that have these settings.
    Tables(fn() -> &'static [&'static Setting], Slots<Section>),
}

/// What a text is, other than the name of a parameter, where a part of the request is named.
#[derive(Debug)]
pub(super) struct PartKind {
    /// Whether a text is the part itself.
    pub(super) is_fixed: fn(&str) -> bool,
    /// The texts for which that is so, as a regular expression; none if it is so of none.
    pub(super) pattern: Option<&'static str>,
}

/// The word that leaves a choice to the program.
pub(super) const AUTO: &str = "auto";

/// The settings of a file.
pub(super) fn file() -> &'static [&'static Setting] {
    static FILE: LazyLock<Vec<&Setting>> = LazyLock::new(|| {
        let general = [&EXTEND, &EXCLUDE, &BASELINE, &SELECT, &IGNORE, &SEVERITY, &OPERATION, &METADATA, &PLACEHOLDERS];
        general.into_iter().chain(&*CONTRIBUTED).chain([&CLIENTS, &OVERRIDES, &IGNORES]).collect()
    });
    &FILE
}

/// Those of an entry of `overrides`.
fn overrides() -> &'static [&'static Setting] {
    static OVERRIDE: LazyLock<Vec<&Setting>> = LazyLock::new(|| {
        let general = [&PATHS, &SELECT, &IGNORE, &SEVERITY, &OPERATION, &SCHEMA, &METADATA, &PLACEHOLDERS];
        general.into_iter().chain(&*CONTRIBUTED).collect()
    });
    &OVERRIDE
}

static CONTRIBUTED: LazyLock<Vec<Setting>> = LazyLock::new(|| operations::settings().map(contributed).collect());

fn contributed(own: &'static OwnSetting) -> Setting {
    let kind = match own.kind {
        OwnKind::Choice(choices) => Kind::OwnChoice(own, choices),
        OwnKind::Files(files) => Kind::OwnFiles(own, files),
    };
    let OwnSetting { name, about, default, example, .. } = *own;
    Setting { name, about, default, example, required: false, kind }
}

/// Those of an entry of `ignores`.
fn ignore_entries() -> &'static [&'static Setting] {
    static IGNORE_ENTRY: &[&Setting] = &[&PATHS, &RULES, &POINTER, &REASON];
    IGNORE_ENTRY
}

/// Those of an entry of `clients`.
fn client_entries() -> &'static [&'static Setting] {
    static CLIENT_ENTRY: &[&Setting] = &[&NAME, &METHOD, &URL, &BODY, &BASE];
    CLIENT_ENTRY
}

static EXTEND: Setting = Setting {
    name: "extend",
    about: "Another configuration file, whose settings hold where this file says nothing. The path is from the folder of \
            this file, and ends in `.toml`. That file may extend a further one.",
    default: "",
    example: "extend = \"../msgraph-lint.toml\"",
    required: false,
    kind: Kind::File(|section| &mut section.extend),
};

static EXCLUDE: Setting = Setting {
    name: "exclude",
    about: "Globs of files and folders that are left out when folders are searched. A file that is named on the command \
            line is checked all the same, unless `--force-exclude` is given.",
    default: "[]",
    example: "exclude = [\"archive\", \"generated/**/*.json\"]",
    required: false,
    kind: Kind::Globs(|section| &mut section.exclude),
};

static BASELINE: Setting = Setting {
    name: "baseline",
    about: "A baseline, which `--write-baseline` writes: its findings are known and not reported. The path starts from the \
            folder of this file. The option `--baseline` takes its place, and while `--write-baseline` writes one, none is read.",
    default: "",
    example: "baseline = \"known.json\"",
    required: false,
    kind: Kind::File(|section| &mut section.baseline),
};

static SELECT: Setting = Setting {
    name: "select",
    about: "The rules that are on: ids, groups, or `all`. It takes the place of what was selected and ignored before: by \
            the file that this one extends, or, in an override, by the file.",
    default: "[\"all\"]",
    example: "select = [\"syntax\", \"structure\", \"malformed-guid\"]",
    required: false,
    kind: Kind::Rules(|section| &mut section.select),
};

static IGNORE: Setting = Setting {
    name: "ignore",
    about: "Rules that are off: ids, groups, or `all`. An id outweighs a group and a group `all`, here and in `select`; \
            otherwise `ignore` outweighs `select`. Without a `select` beside it, it adds to what was ignored before.",
    default: "[]",
    example: "ignore = [\"documentation-id\", \"group-without-members\"]",
    required: false,
    kind: Kind::Rules(|section| &mut section.ignore),
};

static SEVERITY: Setting = Setting {
    name: "severity",
    about: "The severity of findings, by rule or group: `error`, `warning`, `info`, or `off`, which turns rules off. An id \
            outweighs a group and a group `all`.",
    default: "each rule its own; `msgraph-lint rules` lists them",
    example: "[severity]\nhttp = \"warning\"\ninsecure-scheme = \"error\"\nbeta-endpoint = \"off\"",
    required: false,
    kind: Kind::Severities(|section| &mut section.severity),
};

static OPERATION: Setting = Setting {
    name: "operation",
    about: "The operation that bare bodies belong to: files with the extension `.json` in which no method and no URL is \
            written. It is the id of an operation, or the method and path of any request to Graph: `POST /users`, `PATCH \
            /beta/groups/{id}`. If one is named, every such file that is found in a folder is checked as a body of it. Best \
            set in an override, for the folders that hold nothing else.",
    default: "\"auto\"",
    example: operations::SETTING_EXAMPLE,
    required: false,
    kind: Kind::Operation(|section| &mut section.operation, operations),
};

static SCHEMA: Setting = Setting {
    name: "schema",
    about: "A JSON Schema of your own, draft-04 to 2020-12, that the files are to match: a file with the extension `.json`. \
            They are read as JSON then, each line for itself in `.jsonl` and `.ndjson`, and only checked for their syntax \
            and against the schema; nothing is assumed of Microsoft Graph. The schema may refer to files in its own folder \
            and below it, and to the drafts' own schemas; nothing is fetched.",
    default: "",
    example: "[[overrides]]\npaths = [\"settings\"]\nschema = \"schemas/settings.schema.json\"",
    required: false,
    kind: Kind::SchemaFile(|section| &mut section.schema),
};

static METADATA: Setting = Setting {
    name: "metadata",
    about: "Your own copy of Graph's metadata, the answer of `GET https://graph.microsoft.com/v1.0/$metadata`, in place of \
            what is built in: for what is newer, or for another cloud. It stands for every version that a URL names; set \
            it for some paths where requests go to several.",
    default: "",
    example: "metadata = \"metadata.xml\"",
    required: false,
    kind: Kind::Metadata(|section| &mut section.metadata),
};

static PLACEHOLDERS: Setting = Setting {
    name: "placeholders",
    about: "How the placeholders look that are filled in before a request is sent. They are no finding of \
            `unresolved-placeholder`, and no other rule judges them. A `*` stands for the name; a pattern without `*` is a \
            whole value.",
    default: "[]",
    example: "placeholders = [\"{{*}}\", \"$*\", \"__*__\"]",
    required: false,
    kind: Kind::Patterns(|section| &mut section.placeholders),
};

static CLIENTS: Setting = Setting {
    name: "clients",
    about: "Functions of your own that send requests to Microsoft Graph: functions and cmdlets of PowerShell, functions of \
            a shell, of Python, JavaScript and TypeScript. Their calls are read like those of the clients that are known. \
            Those of a file that is extended are known too.",
    default: "[]",
    example: "[[clients]]\nname = \"Invoke-Graph\"\nmethod = \"Method\"\nurl = [\"Uri\", 1]\nbody = \"Body\"\n[[clients]]\nname = \
              \"create_group\"\nmethod = \"POST\"\nurl = \"/v1.0/groups\"\nbody = 1",
    required: false,
    kind: Kind::Tables(client_entries, |section| &mut section.clients),
};

static NAME: Setting = Setting {
    name: "name",
    about: "The name of the function or command, as calls write it. In Python and JavaScript it may be that of a method, \
            alone or with what it is called of: `graph.post`.",
    default: "",
    example: "[[clients]]\nname = \"Invoke-Graph\"\nurl = \"Uri\"",
    required: true,
    kind: Kind::Function(|section| &mut section.name),
};

static METHOD: Setting = Setting {
    name: "method",
    about: "The method: the word itself in capitals, as `POST`, or where a call says it. That is the name of a parameter, \
            the place of an argument, counted from 1, or a list of both, of which the first that a call has counts. A \
            parameter is an option `--name` in a shell, and a member of an object in JavaScript.",
    default: "`POST` if there is a body, otherwise `GET`",
    example: "[[clients]]\nname = \"graph\"\nmethod = 1\nurl = 2\nbody = 3",
    required: false,
    kind: Kind::Part(&METHODS, |section| &mut section.method),
};

static URL: Setting = Setting {
    name: "url",
    about: "The URL or path: the text itself, if it has a `/`, with the names of parameters in braces, or where a call says \
            it, as in `method`.",
    default: "",
    example: "[[clients]]\nname = \"Set-User\"\nmethod = \"PATCH\"\nurl = \"/v1.0/users/{UserId}\"\nbody = \"Properties\"",
    required: true,
    kind: Kind::Part(&URLS, |section| &mut section.url),
};

static BODY: Setting = Setting {
    name: "body",
    about: "Where a call says the body, as in `method`: a value that goes out as JSON, or a text that goes out as it is.",
    default: "",
    example: "[[clients]]\nname = \"graph_post\"\nmethod = \"POST\"\nurl = 1\nbody = [\"json\", 2]",
    required: false,
    kind: Kind::Part(&PLACES, |section| &mut section.body),
};

static BASE: Setting = Setting {
    name: "base",
    about: "What the function puts before a path. If the path begins with a version, that one counts.",
    default: "\"https://graph.microsoft.com/v1.0/\"",
    example: "[[clients]]\nname = \"graph\"\nurl = 1\nbase = \"https://graph.microsoft.com/beta/\"",
    required: false,
    kind: Kind::Base(|section| &mut section.base),
};

static METHODS: PartKind = PartKind {
    is_fixed: |text| matches!(text, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS"),
    pattern: Some("^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$"),
};

static URLS: PartKind = PartKind { is_fixed: |text| text.contains('/'), pattern: Some("/") };

static PLACES: PartKind = PartKind { is_fixed: |_| false, pattern: None };

static OVERRIDES: Setting = Setting {
    name: "overrides",
    about: "Settings for some paths. They outweigh those for all paths, and a later entry outweighs an earlier one.",
    default: "[]",
    example: "[[overrides]]\npaths = [\"docs\", \"examples/*.http\"]\nignore = [\"unresolved-placeholder\"]",
    required: false,
    kind: Kind::Tables(overrides, |section| &mut section.overrides),
};

static IGNORES: Setting = Setting {
    name: "ignores",
    about: "Findings that are known and not reported, where a comment in the file cannot say it: JSON has no comments. An \
            entry that matches no finding in the files it is about is reported by `unused-ignore-entry`, if that rule is on.",
    default: "[]",
    example: "[[ignores]]\npaths = [\"payloads/legacy.json\"]\nrules = [\"malformed-rule-id\"]\npointer = \
              \"/parameters/*/id\"\nreason = \"the job is older than the documented form\"",
    required: false,
    kind: Kind::Tables(ignore_entries, |section| &mut section.ignores),
};

static PATHS: Setting = Setting {
    name: "paths",
    about: "Globs of the files that the entry is about.",
    default: "",
    example: "[[overrides]]\npaths = [\"docs\", \"*.http\"]",
    required: true,
    kind: Kind::Globs(|section| &mut section.paths),
};

static RULES: Setting = Setting {
    name: "rules",
    about: "The rules whose findings are not reported: ids, groups, or `all`.",
    default: "",
    example: "[[ignores]]\npaths = [\"a.json\"]\nrules = [\"comment\", \"value\"]",
    required: true,
    kind: Kind::Rules(|section| &mut section.rules),
};

static POINTER: Setting = Setting {
    name: "pointer",
    about: "The JSON Pointer (RFC 6901) of a value in the body; the entry is only about findings at this value or inside \
            it. `*` stands for any one key or index.",
    default: "\"\"",
    example: "[[ignores]]\npaths = [\"a.json\"]\nrules = [\"value\"]\npointer = \"/parameters/0/*\"",
    required: false,
    kind: Kind::Pointer(|section| &mut section.pointer),
};

static REASON: Setting = Setting {
    name: "reason",
    about: "Why. For people.",
    default: "",
    example: "[[ignores]]\npaths = [\"a.json\"]\nrules = [\"comment\"]\nreason = \"a template, not a payload\"",
    required: false,
    kind: Kind::Text(|section| &mut section.reason),
};

fn operations() -> Vec<Choice> {
    let auto = Choice {
        word: AUTO,
        about: "A bare body that is found in a folder is checked if its content shows what it is.",
    };
    let known = operations::all().iter().map(|operation| Choice { word: &operation.id, about: &operation.summary });
    std::iter::once(auto).chain(known).collect()
}
