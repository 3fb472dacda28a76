//! The settings of a configuration file. The reader, the JSON Schema and the documentation are made from this table.

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
    /// The default, as TOML or in words; empty if there is none.
    pub(super) default: &'static str,
    /// Lines of TOML that use it.
    pub(super) example: &'static str,
    /// Whether its table requires it.
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
    /// The texts for which that is so, as a regular expression, or `None` if it is so of none.
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
    about: "Another configuration file, whose settings apply where this file sets none. The path is relative to the folder \
            of this file, and ends in `.toml`. That file may extend another one.",
    default: "",
    example: "extend = \"../msgraph-lint.toml\"",
    required: false,
    kind: Kind::File(|section| &mut section.extend),
};

static EXCLUDE: Setting = Setting {
    name: "exclude",
    about: "Globs of files and folders that are skipped when folders are searched. A file that is named on the command \
            line is checked nevertheless, unless `--force-exclude` is given.",
    default: "[]",
    example: "exclude = [\"archive\", \"generated/**/*.json\"]",
    required: false,
    kind: Kind::Globs(|section| &mut section.exclude),
};

static BASELINE: Setting = Setting {
    name: "baseline",
    about: "A baseline, which `--write-baseline` writes: its findings are known and not reported. The path is relative to \
            the folder of this file. The option `--baseline` replaces it, and with `--write-baseline` none is read.",
    default: "",
    example: "baseline = \"known.json\"",
    required: false,
    kind: Kind::File(|section| &mut section.baseline),
};

static SELECT: Setting = Setting {
    name: "select",
    about: "The rules that are on: ids, groups, or `all`. It replaces what was selected and ignored before: by the file \
            that this one extends or, in an override, by the file.",
    default: "[\"all\"]",
    example: "select = [\"syntax\", \"structure\", \"malformed-guid\"]",
    required: false,
    kind: Kind::Rules(|section| &mut section.select),
};

static IGNORE: Setting = Setting {
    name: "ignore",
    about: "Rules that are off: ids, groups, or `all`. An id takes precedence over a group, and a group over `all`, here \
            and in `select`; otherwise `ignore` takes precedence over `select`. Without a `select` beside it, it adds to what \
            was ignored before.",
    default: "[]",
    example: "ignore = [\"documentation-id\", \"group-without-members\"]",
    required: false,
    kind: Kind::Rules(|section| &mut section.ignore),
};

static SEVERITY: Setting = Setting {
    name: "severity",
    about: "The severity of findings, by rule or group: `error`, `warning`, `info`, or `off`, which turns rules off. An id \
            takes precedence over a group, and a group over `all`.",
    default: "the severity of each rule; `msgraph-lint rules` lists them",
    example: "[severity]\nhttp = \"warning\"\ninsecure-scheme = \"error\"\nbeta-endpoint = \"off\"",
    required: false,
    kind: Kind::Severities(|section| &mut section.severity),
};

static OPERATION: Setting = Setting {
    name: "operation",
    about: "The operation of bare bodies: files with the extension `.json` that contain neither a method nor a URL. It is \
            the id of an operation, or the method and path of any Graph request, such as `POST /users` or `PATCH \
            /beta/groups/{id}`. With this setting, every such file in a folder is checked as a body of that operation. It is \
            best set in an override, for folders that hold nothing else.",
    default: "\"auto\"",
    example: operations::SETTING_EXAMPLE,
    required: false,
    kind: Kind::Operation(|section| &mut section.operation, operations),
};

static SCHEMA: Setting = Setting {
    name: "schema",
    about: "A JSON Schema of your own, draft-04 to 2020-12, for the files: a path with the extension `.json`. The files are \
            read as JSON (`.jsonl` and `.ndjson` line by line) and checked only for their syntax and against the schema, not \
            as Microsoft Graph requests. The schema may refer to files in its own folder and below it, and to the drafts' own \
            schemas; nothing is fetched.",
    default: "",
    example: "[[overrides]]\npaths = [\"settings\"]\nschema = \"schemas/settings.schema.json\"",
    required: false,
    kind: Kind::SchemaFile(|section| &mut section.schema),
};

static METADATA: Setting = Setting {
    name: "metadata",
    about: "Your own copy of Graph's metadata, the answer of `GET https://graph.microsoft.com/v1.0/$metadata`, in place of \
            the built-in one: for newer types, or for another cloud. It is used for every version that a URL names; where \
            requests go to several versions, set it in overrides.",
    default: "",
    example: "metadata = \"metadata.xml\"",
    required: false,
    kind: Kind::Metadata(|section| &mut section.metadata),
};

static PLACEHOLDERS: Setting = Setting {
    name: "placeholders",
    about: "Patterns of the placeholders that are filled in before a request is sent. `unresolved-placeholder` does not \
            report them, and no other rule checks them. A `*` stands for the name; a pattern without `*` is a whole value.",
    default: "[]",
    example: "placeholders = [\"{{*}}\", \"$*\", \"__*__\"]",
    required: false,
    kind: Kind::Patterns(|section| &mut section.placeholders),
};

static CLIENTS: Setting = Setting {
    name: "clients",
    about: "Functions of your own that send requests to Microsoft Graph: functions and cmdlets in PowerShell, functions in \
            shell, Python, JavaScript and TypeScript. Their calls are read like those of known clients. Entries of an \
            extended file apply too.",
    default: "[]",
    example: "[[clients]]\nname = \"Invoke-Graph\"\nmethod = \"Method\"\nurl = [\"Uri\", 1]\nbody = \"Body\"\n[[clients]]\nname = \
              \"create_group\"\nmethod = \"POST\"\nurl = \"/v1.0/groups\"\nbody = 1",
    required: false,
    kind: Kind::Tables(client_entries, |section| &mut section.clients),
};

static NAME: Setting = Setting {
    name: "name",
    about: "The name of the function or command, as calls write it. In Python and JavaScript it may be a method, with or \
            without the object that it is called on: `graph.post`.",
    default: "",
    example: "[[clients]]\nname = \"Invoke-Graph\"\nurl = \"Uri\"",
    required: true,
    kind: Kind::Function(|section| &mut section.name),
};

static METHOD: Setting = Setting {
    name: "method",
    about: "The HTTP method in capitals, such as `POST`, or the argument that holds it: the name of a parameter, the \
            position of an argument, counted from 1, or a list of these, of which the first that a call has is used. A \
            parameter is an option `--name` in a shell, and a member of an object in JavaScript.",
    default: "`POST` if there is a body, otherwise `GET`",
    example: "[[clients]]\nname = \"graph\"\nmethod = 1\nurl = 2\nbody = 3",
    required: false,
    kind: Kind::Part(&METHODS, |section| &mut section.method),
};

static URL: Setting = Setting {
    name: "url",
    about: "The URL or path: the text itself, if it contains a `/`, with the names of parameters in braces, or the argument \
            that holds it, as in `method`.",
    default: "",
    example: "[[clients]]\nname = \"Set-User\"\nmethod = \"PATCH\"\nurl = \"/v1.0/users/{UserId}\"\nbody = \"Properties\"",
    required: true,
    kind: Kind::Part(&URLS, |section| &mut section.url),
};

static BODY: Setting = Setting {
    name: "body",
    about: "The argument that holds the body, as in `method`: a value that is sent as JSON, or a string that is sent as it \
            is.",
    default: "",
    example: "[[clients]]\nname = \"graph_post\"\nmethod = \"POST\"\nurl = 1\nbody = [\"json\", 2]",
    required: false,
    kind: Kind::Part(&PLACES, |section| &mut section.body),
};

static BASE: Setting = Setting {
    name: "base",
    about: "The base URL that the function puts before a path. A version at the start of the path replaces that of the base.",
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
    about: "Settings for some paths. They take precedence over those for all paths, and a later entry over an earlier one.",
    default: "[]",
    example: "[[overrides]]\npaths = [\"docs\", \"examples/*.http\"]\nignore = [\"unresolved-placeholder\"]",
    required: false,
    kind: Kind::Tables(overrides, |section| &mut section.overrides),
};

static IGNORES: Setting = Setting {
    name: "ignores",
    about: "Findings that are known and not reported, for formats without comments, such as JSON. An entry that matches no \
            finding in its files is reported by `unused-ignore-entry`, if that rule is on.",
    default: "[]",
    example: "[[ignores]]\npaths = [\"payloads/legacy.json\"]\nrules = [\"malformed-rule-id\"]\npointer = \
              \"/parameters/*/id\"\nreason = \"the job is older than the documented form\"",
    required: false,
    kind: Kind::Tables(ignore_entries, |section| &mut section.ignores),
};

static PATHS: Setting = Setting {
    name: "paths",
    about: "Globs of the files that the entry applies to.",
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
    about: "The JSON Pointer (RFC 6901) of a value in the body; the entry applies only to findings at this value or inside \
            it. `*` stands for any one key or index.",
    default: "\"\"",
    example: "[[ignores]]\npaths = [\"a.json\"]\nrules = [\"value\"]\npointer = \"/parameters/0/*\"",
    required: false,
    kind: Kind::Pointer(|section| &mut section.pointer),
};

static REASON: Setting = Setting {
    name: "reason",
    about: "The reason, for people who read the file.",
    default: "",
    example: "[[ignores]]\npaths = [\"a.json\"]\nrules = [\"comment\"]\nreason = \"a template, not a payload\"",
    required: false,
    kind: Kind::Text(|section| &mut section.reason),
};

fn operations() -> Vec<Choice> {
    let auto = Choice { word: AUTO, about: "A bare body in a folder is checked if its content shows that it is one." };
    let known = operations::all().iter().map(|operation| Choice { word: &operation.id, about: &operation.summary });
    std::iter::once(auto).chain(known).collect()
}
