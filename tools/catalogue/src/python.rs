//! The generated Python of an SDK: classes with their fields, enumerations, and request builders, by their regular lines.

use std::collections::HashMap;

/// What one generated file says.
#[derive(Debug, Default)]
pub struct Module {
    /// Its dotted path below the package.
    pub path: String,
    /// The name of its class.
    pub class: String,
    /// The first class that it derives from which is not a mix-in.
    pub base: Option<String>,
    /// The words of an enumeration, or `None` if it is none.
    pub words: Option<Vec<String>>,
    /// JSON name and type of each field.
    pub fields: Vec<(String, Value)>,
    /// `#microsoft.graph.…` as the file writes it.
    pub named_types: Vec<String>,
    /// Class names to the modules that they come from.
    pub imports: HashMap<String, String>,
    /// What a request builder says.
    pub builder: Option<Builder>,
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// A class of the same module's imports, or a primitive type.
    pub name: String,
    /// Whether `name` is a primitive type.
    pub primitive: bool,
    /// Whether it is a list.
    pub collection: bool,
}

/// A request builder.
#[derive(Debug, Default)]
pub struct Builder {
    /// The path, without version and query: `/users/{user-id}/messages`.
    pub path: String,
    /// Names of query options.
    pub options: Vec<String>,
    /// The sentence that says what kind of resource it is.
    pub sentence: String,
    /// Methods with body class, class returned, and page of the reference.
    pub methods: Vec<Method>,
    /// Types of the parameters that the path takes, by Python name.
    pub arguments: HashMap<String, String>,
}

/// A method of a request builder.
#[derive(Debug, Default)]
pub struct Method {
    /// `get`
    pub name: String,
    /// The class of the body.
    pub body: Option<String>,
    /// The class of the answer.
    pub returns: Option<String>,
    /// The last part of the address of its page.
    pub page: Option<String>,
}

/// Classes that add behaviour, not properties.
const MIX_INS: [&str; 7] =
    ["Parsable", "AdditionalDataHolder", "BackedModel", "str", "Enum", "BaseRequestBuilder", "ComposedTypeWrapper"];

/// Reads the file of `module` (dotted, below the package).
pub fn read(text: &str, module: &str) -> Module {
    let mut read = Module { path: module.to_owned(), ..Module::default() };
    let mut in_class = false;
    for line in text.lines() {
        if let Some((path, class)) = import(line, module) {
            read.imports.entry(class).or_insert(path);
        }
        if !in_class && let Some(rest) = line.strip_prefix("class ") {
            in_class = true;
            let (class, bases) = rest.split_once('(').unwrap_or((rest.trim_end_matches(':'), ""));
            read.class = class.to_owned();
            let bases = bases.trim_end_matches([')', ':']).split(',').map(str::trim);
            let bases: Vec<&str> = bases.filter(|base| !base.is_empty()).collect();
            if bases.contains(&"Enum") {
                read.words = Some(Vec::new());
            }
            if bases.contains(&"BaseRequestBuilder") {
                read.builder = Some(Builder::default());
            }
            read.base = bases.iter().find(|base| !MIX_INS.contains(base)).map(|base| (*base).to_owned());
        }
        if let Some(words) = &mut read.words
            && let Some((_, word)) = line.split_once(" = \"")
        {
            words.extend(word.split_once('"').map(|(word, _)| word.to_owned()));
        }
        if let Some(field) = field(line) {
            read.fields.push(field);
        }
        for part in line.split("\"#microsoft.graph.").skip(1) {
            read.named_types.extend(part.split_once('"').map(|(name, _)| name.to_owned()));
        }
        if let Some(builder) = &mut read.builder {
            builder_line(builder, line);
        }
    }
    read
}

/// `from ..a.b import C [as D]`, as the dotted path below the package and the name that the file uses.
fn import(line: &str, module: &str) -> Option<(String, String)> {
    let (from, class) = line.trim().strip_prefix("from ")?.split_once(" import ")?;
    let dots = from.len() - from.trim_start_matches('.').len();
    if dots == 0 {
        return None;
    }
    let mut parts: Vec<&str> = module.split('.').collect();
    parts.truncate(parts.len().saturating_sub(dots));
    parts.extend(from[dots..].split('.').filter(|part| !part.is_empty()));
    let name = class.split_once(" as ").map_or(class, |(_, name)| name);
    Some((parts.join("."), name.to_owned()))
}

/// `"name": lambda n : setattr(self, 'x', n.get_…(…)),`
fn field(line: &str) -> Option<(String, Value)> {
    let (name, rest) = line.trim_start().strip_prefix('"')?.split_once("\": lambda n : setattr(")?;
    let (_, call) = rest.split_once(", n.")?;
    let (getter, argument) = call.split_once('(')?;
    let argument = argument.trim_end_matches([')', ',']);
    let collection = getter.starts_with("get_collection");
    let primitive = |name: &str| Value { name: name.to_owned(), primitive: true, collection };
    let value = match getter {
        "get_str_value" => primitive("String"),
        "get_bool_value" => primitive("Boolean"),
        "get_int_value" => primitive("Int64"),
        "get_float_value" => primitive("Double"),
        "get_datetime_value" => primitive("DateTimeOffset"),
        "get_date_value" => primitive("Date"),
        "get_time_value" => primitive("TimeOfDay"),
        "get_timedelta_value" => primitive("Duration"),
        "get_uuid_value" => primitive("Guid"),
        "get_bytes_value" => primitive("Binary"),
        "get_collection_of_primitive_values" => primitive(python_type(argument)),
        _ => Value { name: argument.to_owned(), primitive: false, collection },
    };
    (!name.contains('@')).then(|| (name.to_owned(), value))
}

/// The primitive type after a Python type.
pub fn python_type(name: &str) -> &'static str {
    match name {
        "str" => "String",
        "bool" => "Boolean",
        "int" => "Int64",
        "float" => "Double",
        "UUID" => "Guid",
        "bytes" => "Binary",
        "datetime.datetime" => "DateTimeOffset",
        "datetime.date" => "Date",
        "datetime.time" => "TimeOfDay",
        "datetime.timedelta" => "Duration",
        _ => "Untyped",
    }
}

fn builder_line(builder: &mut Builder, line: &str) {
    let words = line.trim();
    if builder.sentence.is_empty() && (words.starts_with("Provides operations") || words.starts_with("Casts the")) {
        builder.sentence = words.to_owned();
    }
    if let Some((_, template)) = words.split_once("\"{+baseurl}")
        && builder.path.is_empty()
    {
        let template = template.split('"').next().unwrap_or_default();
        // `{?%24count,model*}`, or `?startDateTime={startDateTime}{&%24count}` where an option must be there.
        let end = template.find("{?").or_else(|| template.find('?')).unwrap_or(template.len());
        let (path, query) = template.split_at(end);
        builder.path = path.replace("%2D", "-").replace("%24", "$");
        let options = query.split(['{', '}', '?', '&', ',', '*', '=']).filter(|name| !name.is_empty());
        builder.options = options.filter(|name| !name.starts_with("%24")).map(str::to_owned).collect();
    }
    if let Some(signature) = words.strip_prefix("def __init__(") {
        for argument in signature.split(", ").filter(|argument| argument.contains(": Optional[")) {
            if let Some((name, ty)) = argument.split_once(": Optional[") {
                let ty = ty.split(']').next().unwrap_or_default();
                builder.arguments.insert(name.to_owned(), ty.to_owned());
            }
        }
    }
    if let Some(signature) = words.strip_prefix("async def ") {
        let (name, rest) = signature.split_once('(').unwrap_or((signature, ""));
        let body = rest.strip_prefix("self,body: ").and_then(|rest| rest.split([',', ')']).next());
        let returns = rest.rsplit_once("-> Optional[").and_then(|(_, rest)| rest.split(']').next());
        builder.methods.push(Method {
            name: name.to_owned(),
            body: body.map(str::to_owned),
            returns: returns.map(str::to_owned),
            page: None,
        });
    }
    if let Some((_, address)) = words.split_once("https://learn.microsoft.com/graph/api/")
        && words.starts_with("Find more info here")
        && let Some(method) = builder.methods.last_mut()
    {
        let page = address.split(['?', ' ', '#']).next().unwrap_or_default();
        method.page = Some(page.to_owned());
    }
}

/// `managed_e_books` as `managedEBooks`.
pub fn camel(snake: &str) -> String {
    let mut parts = snake.split('_');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut characters = part.chars();
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    name
}
