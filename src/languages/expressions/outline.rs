//! The outline of a script: its calls, and what is done to its variables, each with its scope.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What is known of a script before any value is.
#[derive(Debug, Default)]
pub(in crate::languages) struct Outline {
    pub(in crate::languages) calls: Vec<Site>,
    /// What is done to the variables, in order.
    pub(in crate::languages) events: Vec<Event>,
    /// The numbers of the events of each variable. A member of the object of a method is `.name`, in the scope of its class.
    pub(in crate::languages) of_variable: HashMap<String, Vec<usize>>,
    /// The scopes. The first one is the file.
    pub(in crate::languages) scopes: Vec<Scope>,
    /// The scopes of the classes, by name.
    pub(in crate::languages) classes: HashMap<String, usize>,
    /// What the names of modules and of what is imported from them stand for: `np` for `numpy`, `post` for `requests.post`.
    pub(in crate::languages) imports: HashMap<String, String>,
    /// The statements of every block, as tokens, in the order of their beginnings.
    pub(in crate::languages) statements: Vec<Range<usize>>,
    /// The functions that have a name.
    pub(in crate::languages) functions: Vec<Function>,
    /// The functions by the scope that they are declared in, and their name. Methods are declared in the scope of their class.
    declared: HashMap<(usize, String), usize>,
    /// The functions by the scope of what is in them.
    of_scope: HashMap<usize, usize>,
    /// The names of the classes that a class, by its scope, is derived from.
    pub(in crate::languages) bases: HashMap<usize, String>,
    /// The variables that have a value in a scope.
    bound: HashSet<(usize, String)>,
}

/// A function with a name.
#[derive(Clone, Debug, Default)]
pub(in crate::languages) struct Function {
    /// The scope of what is in it.
    pub(in crate::languages) scope: usize,
    pub(in crate::languages) parameters: Vec<Parameter>,
}

/// What a function is given.
#[derive(Clone, Debug)]
pub(in crate::languages) struct Parameter {
    /// The token of its name.
    pub(in crate::languages) at: usize,
    /// The place of its argument.
    pub(in crate::languages) place: usize,
    /// Its value where a call gives none.
    pub(in crate::languages) default: Option<Range<usize>>,
    pub(in crate::languages) kind: ParameterKind,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::languages) enum ParameterKind {
    /// The argument of its name, or else the one at its place.
    Plain,
    /// All arguments that are left and have no name.
    Rest,
    /// All arguments that are left and have a name.
    Named,
    /// The member of the argument at its place whose name is the token.
    Member(usize),
}

/// A function, a class, or the file.
#[derive(Clone, Copy, Debug)]
pub(in crate::languages) struct Scope {
    pub(in crate::languages) parent: Option<usize>,
    pub(in crate::languages) is_class: bool,
}

/// A call, or what looks like one.
#[derive(Clone, Copy, Debug)]
pub(in crate::languages) struct Site {
    /// The token of its opening parenthesis.
    pub(in crate::languages) open: usize,
    /// The scope that it is in.
    pub(in crate::languages) scope: usize,
}

/// Something that is done to a variable.
#[derive(Clone, Debug)]
pub(in crate::languages) struct Event {
    /// The token of the variable.
    pub(in crate::languages) at: usize,
    /// The token after which the variable is changed: the end of the expression.
    pub(in crate::languages) done: usize,
    pub(in crate::languages) scope: usize,
    /// The scope that its expression is in: of a member of an object, that of the method.
    pub(in crate::languages) from: usize,
    /// The innermost block around it, by its first token.
    pub(in crate::languages) block: usize,
    /// Whether it is done any number of times.
    pub(in crate::languages) in_loop: bool,
    pub(in crate::languages) kind: EventKind,
}

/// What is done to it.
#[derive(Clone, Debug)]
pub(in crate::languages) enum EventKind {
    /// It gets the value of an expression.
    Set(Range<usize>),
    /// The value of an expression is added to it.
    Append(Range<usize>),
    /// It is a parameter, perhaps with a default.
    Parameter(Option<Range<usize>>),
    /// It gets a value that is not known.
    Unknown,
    /// A member gets the value of an expression; without one, it is not known. The first tokens are the path to the member.
    Member(Range<usize>, Option<Range<usize>>),
    /// A method is called that changes it: its name, and its arguments. The first tokens are the path to the member.
    Method(Range<usize>, usize, Range<usize>),
}

/// How many scopes are looked through, one around the other.
const MOST_SCOPES: usize = 32;

impl Outline {
    pub(in crate::languages) fn new() -> Self {
        let mut outline = Self::default();
        outline.scopes.push(Scope { parent: None, is_class: false });
        outline
    }

    /// Adds a scope in `parent`.
    pub(in crate::languages) fn scope(&mut self, parent: usize, is_class: bool) -> usize {
        self.scopes.push(Scope { parent: Some(parent), is_class });
        self.scopes.len() - 1
    }

    /// The scope around `scope` in which a variable has a value, if it is not that one.
    pub(in crate::languages) fn home(&self, name: &str, scope: usize) -> usize {
        let mut around = Some(scope);
        for _ in 0..MOST_SCOPES {
            let Some(current) = around else { break };
            if self.bound.contains(&(current, name.to_owned())) {
                return current;
            }
            around = self.scopes.get(current).and_then(|known| known.parent);
        }
        scope
    }

    /// Adds a function that is declared in the scope `home`.
    pub(in crate::languages) fn function(&mut self, home: usize, name: &str, function: Function) {
        let number = self.functions.len();
        self.of_scope.insert(function.scope, number);
        self.declared.insert((home, name.to_owned()), number);
        self.functions.push(function);
    }

    /// The function that a name stands for in a scope.
    pub(in crate::languages) fn function_called(&self, name: &str, scope: usize) -> Option<usize> {
        let mut around = Some(scope);
        for _ in 0..MOST_SCOPES {
            let current = around?;
            let known = self.scopes.get(current)?;
            let key = (current, name.to_owned());
            if !known.is_class {
                if let Some(&number) = self.declared.get(&key) {
                    return Some(number);
                }
                if self.bound.contains(&key) {
                    return None;
                }
            }
            around = known.parent;
        }
        None
    }

    /// The method of a class, by its scope, or of one that it is derived from.
    pub(in crate::languages) fn method(&self, class: usize, name: &str) -> Option<usize> {
        let mut class = class;
        for _ in 0..8 {
            if let Some(&number) = self.declared.get(&(class, name.to_owned())) {
                return Some(number);
            }
            class = *self.classes.get(self.bases.get(&class)?)?;
        }
        None
    }

    /// The methods by their names, or `None` where several classes have one of that name.
    pub(in crate::languages) fn unique_methods(&self) -> HashMap<&str, Option<usize>> {
        let mut unique = HashMap::new();
        for ((scope, name), &number) in &self.declared {
            if self.scopes.get(*scope).is_some_and(|scope| scope.is_class) {
                unique.entry(name.as_str()).and_modify(|known| *known = None).or_insert(Some(number));
            }
        }
        unique
    }

    /// The nearest function with parameters around a scope.
    pub(in crate::languages) fn function_around(&self, scope: usize) -> Option<usize> {
        let mut around = Some(scope);
        for _ in 0..MOST_SCOPES {
            let current = around?;
            let number = self.of_scope.get(&current).copied();
            if let Some(number) = number.filter(|&number| !self.functions[number].parameters.is_empty()) {
                return Some(number);
            }
            around = self.scopes.get(current)?.parent;
        }
        None
    }

    /// Whether `scope` lies in the scope `around`, or is it.
    pub(in crate::languages) fn is_inside(&self, scope: usize, around: usize) -> bool {
        let mut current = Some(scope);
        for _ in 0..MOST_SCOPES {
            match current {
                // A scope comes after those around it.
                Some(scope) if scope > around => current = self.scopes.get(scope).and_then(|known| known.parent),
                current => return current == Some(around),
            }
        }
        false
    }

    /// Adds an event of the variable `name`.
    pub(in crate::languages) fn event(&mut self, name: &str, event: Event) {
        if matches!(event.kind, EventKind::Set(_) | EventKind::Unknown | EventKind::Parameter(_)) {
            self.bound.insert((event.scope, name.to_owned()));
        }
        self.of_variable.entry(name.to_owned()).or_default().push(self.events.len());
        self.events.push(event);
    }

    /// The nearest class around a scope.
    pub(in crate::languages) fn class_around(&self, scope: usize) -> Option<usize> {
        let mut scope = Some(scope);
        while let Some(current) = scope {
            let known = self.scopes.get(current)?;
            if known.is_class {
                return Some(current);
            }
            scope = known.parent;
        }
        None
    }
}
