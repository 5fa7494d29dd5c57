//! From the text of `runtime.toml` to a valid [`Manifest`].
//!
//! serde reads the shape (unknown keys are refused), then every name is checked with the line it stands on.

use crate::{Api, Manifest, ManifestError, Problem, Version, APIS_MAX, FUNCTIONS_MAX, MANIFEST_FILE, NAME_BYTES_MAX};
use serde::Deserialize;
use std::collections::HashSet;
use std::path::Path;
use toml::Spanned;

/// Names in the generated Go file that an API function may not take.
const GO_NAMES_TAKEN: [&str; 2] = ["RuntimeVersion", "EncodedRuntimeVersion"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawManifest {
    version: RawVersion,
    #[serde(default)]
    api: Vec<RawApi>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVersion {
    spec_name: Spanned<String>,
    impl_name: Spanned<String>,
    authoring_version: u32,
    spec_version: u32,
    impl_version: u32,
    transaction_version: u32,
    system_version: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawApi {
    name: Spanned<String>,
    version: Spanned<u32>,
    functions: Spanned<Vec<Spanned<String>>>,
}

/// What a kind of name may look like.
struct Grammar {
    what: &'static str,
    allowed: &'static str,
    first: fn(char) -> bool,
    rest: fn(char) -> bool,
}

const RUNTIME_NAME: Grammar = Grammar {
    what: "the runtime's name",
    allowed: "ASCII letters, digits, `-`, `_` and `.`, a letter first",
    first: |c| c.is_ascii_alphabetic(),
    rest: |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'),
};

const API_NAME: Grammar = Grammar {
    what: "the runtime API's name",
    allowed: "ASCII letters, digits and `_`, a capital letter first, such as `BlockBuilder`",
    first: |c| c.is_ascii_uppercase(),
    rest: |c| c.is_ascii_alphanumeric() || c == '_',
};

const FUNCTION_NAME: Grammar = Grammar {
    what: "the function's name",
    allowed: "lower-case ASCII letters, digits and `_`, a letter first, such as `finalize_block`",
    first: |c| c.is_ascii_lowercase(),
    rest: |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_',
};

impl Manifest {
    /// Reads and checks the manifest in `file`.
    pub fn read(file: &Path) -> Result<Self, ManifestError> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(&text, file),
            Err(error) => Err(ManifestError { file: file.to_path_buf(), line: None, problem: Problem::Unreadable(error.to_string()) }),
        }
    }

    /// Reads and checks the manifest of the runtime in `directory`.
    pub fn read_from_directory(directory: &Path) -> Result<Self, ManifestError> {
        Self::read(&directory.join(MANIFEST_FILE))
    }

    /// Checks the manifest in `text`; `file` is only named in errors.
    pub fn parse(text: &str, file: &Path) -> Result<Self, ManifestError> {
        Checker { text, file }.manifest()
    }
}

/// The text under examination, for errors that name file and line.
struct Checker<'a> {
    text: &'a str,
    file: &'a Path,
}

impl Checker<'_> {
    fn error(&self, offset: Option<usize>, problem: Problem) -> ManifestError {
        let line = offset.map(|offset| {
            let before = self.text.as_bytes().iter().take(offset);
            before.filter(|&&byte| byte == b'\n').count() + 1
        });
        ManifestError { file: self.file.to_path_buf(), line, problem }
    }

    fn manifest(&self) -> Result<Manifest, ManifestError> {
        let raw: RawManifest = toml::from_str(self.text).map_err(|error| {
            let offset = error.span().map(|span| span.start);
            self.error(offset, Problem::Syntax(error.message().trim().to_owned()))
        })?;
        Ok(Manifest { version: self.version(raw.version)?, apis: self.apis(raw.api)? })
    }

    fn version(&self, raw: RawVersion) -> Result<Version, ManifestError> {
        self.name(&raw.spec_name, &RUNTIME_NAME)?;
        self.name(&raw.impl_name, &RUNTIME_NAME)?;
        Ok(Version {
            spec_name: raw.spec_name.into_inner(),
            impl_name: raw.impl_name.into_inner(),
            authoring_version: raw.authoring_version,
            spec_version: raw.spec_version,
            impl_version: raw.impl_version,
            transaction_version: raw.transaction_version,
            system_version: raw.system_version,
        })
    }

    fn apis(&self, raw: Vec<RawApi>) -> Result<Vec<Api>, ManifestError> {
        let functions_count: usize = raw.iter().map(|api| api.functions.get_ref().len()).sum();
        if raw.is_empty() {
            return Err(self.error(None, Problem::NoApis));
        }
        if raw.len() > APIS_MAX {
            return Err(self.error(None, Problem::TooManyApis(raw.len())));
        }
        if functions_count > FUNCTIONS_MAX {
            return Err(self.error(None, Problem::TooManyFunctions(functions_count)));
        }
        let mut apis = HashSet::new();
        let mut names: HashSet<String> = GO_NAMES_TAKEN.map(String::from).into();
        raw.into_iter().map(|api| self.api(api, &mut apis, &mut names)).collect()
    }

    /// `apis` are the names of the APIs so far, `names` all names derived so far.
    fn api(&self, raw: RawApi, apis: &mut HashSet<String>, names: &mut HashSet<String>) -> Result<Api, ManifestError> {
        self.name(&raw.name, &API_NAME)?;
        let at = Some(raw.name.span().start);
        let name = raw.name.into_inner();
        if !apis.insert(name.clone()) {
            return Err(self.error(at, Problem::DuplicateApi(name)));
        }
        if name == "Core" && *raw.version.get_ref() < 4 {
            return Err(self.error(Some(raw.version.span().start), Problem::OldCore(raw.version.into_inner())));
        }
        if raw.functions.get_ref().is_empty() {
            return Err(self.error(Some(raw.functions.span().start), Problem::NoFunctions(name)));
        }
        let mut api = Api { name, version: raw.version.into_inner(), functions: Vec::new() };
        for function in raw.functions.into_inner() {
            self.name(&function, &FUNCTION_NAME)?;
            let at = Some(function.span().start);
            let function = function.into_inner();
            if api.functions.contains(&function) {
                return Err(self.error(at, Problem::DuplicateFunction { api: api.name, function }));
            }
            let one = Api { functions: vec![function.clone()], ..api.clone() };
            for derived in one.api_functions() {
                for name in [derived.export, derived.go_function] {
                    if !names.insert(name.clone()) {
                        let clash = Problem::NameClash { api: api.name.clone(), function: function.clone(), name };
                        return Err(self.error(at, clash));
                    }
                }
            }
            api.functions.push(function);
        }
        Ok(api)
    }

    fn name(&self, name: &Spanned<String>, grammar: &Grammar) -> Result<(), ManifestError> {
        let (at, what, text) = (Some(name.span().start), grammar.what, name.get_ref());
        let Some(first) = text.chars().next() else {
            return Err(self.error(at, Problem::EmptyName(what)));
        };
        if text.len() > NAME_BYTES_MAX {
            return Err(self.error(at, Problem::LongName { what, name: text.clone() }));
        }
        if !(grammar.first)(first) || !text.chars().all(grammar.rest) {
            let problem = Problem::InvalidName { what, name: text.clone(), allowed: grammar.allowed };
            return Err(self.error(at, problem));
        }
        Ok(())
    }
}
