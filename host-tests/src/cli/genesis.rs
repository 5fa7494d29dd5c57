//! `host-tests genesis`: a raw chain spec.

use std::path::PathBuf;

use clap::Args;
use host_tests::{
    block::Header,
    chain_spec::ChainSpec,
    compression,
    genesis::{GenesisBuilder, GenesisError},
    state::to_hex,
    version::RuntimeVersion,
    Blob, CallFailure, Externalities, HostError,
};
use serde::Serialize;
use serde_json::Value;

use super::{files, print, print_json, CommandResult, Failure, Runtime};

/// Build a raw chain spec: the state that the runtime's GenesisBuilder makes of a preset, of a JSON patch, or of both. Nodes, `author` and
/// `replay` take it.
#[derive(Args)]
#[command(
    after_help = concat!(
        "Examples:\n",
        "  host-tests genesis runtime.wasm --list\n",
        "  host-tests genesis runtime.wasm --preset development --out chain.json\n",
        "  host-tests genesis runtime.wasm --preset development --patch mine.json --out chain.json\n",
        "  host-tests genesis runtime.wasm --preset development --relay-chain rococo-local --para-id 1000 --out chain.json",
    )
)]
pub struct Genesis {
    #[command(flatten)]
    runtime: Runtime,
    /// The preset to start from; without one, the runtime's defaults
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// A JSON object whose fields replace those of the preset; - reads standard input
    #[arg(long, value_name = "FILE")]
    patch: Option<PathBuf>,
    /// List the presets and build nothing
    #[arg(long, conflicts_with_all = ["preset", "patch", "out"])]
    list: bool,
    /// The chain's name; the runtime's spec_name unless given
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The chain's identifier, under which nodes keep their database; the runtime's spec_name unless given
    #[arg(long, value_name = "TEXT")]
    id: Option<String>,
    /// Development, Local or Live
    #[arg(long, value_name = "TYPE", default_value = "Development")]
    chain_type: String,
    /// The relay chain that a parachain's node expects in the spec
    #[arg(long, value_name = "ID")]
    relay_chain: Option<String>,
    /// The parachain's number that its node expects in the spec
    #[arg(long, value_name = "NUMBER")]
    para_id: Option<u32>,
    /// What wallets are told of the chain: a JSON object such as {"tokenSymbol": "UNIT", "tokenDecimals": 12}
    #[arg(long, value_name = "JSON")]
    properties: Option<String>,
    /// Write the chain spec to this file; otherwise to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report {
    keys: usize,
    child_tries: usize,
    state_root: String,
    genesis_hash: String,
}

impl Genesis {
    pub fn run(&self) -> CommandResult {
        let code = files::read(&self.runtime.blob, "blob")?;
        let blob = Blob::compile(&code)?;
        let builder = GenesisBuilder::new(&blob);
        if self.list {
            return self.list(&builder.presets().map_err(refused)?);
        }
        let patch = self.patch.as_deref().map(|path| object(&files::read_text(path, "patch")?, "patch")).transpose()?;
        let properties = self.properties.as_deref().map(|json| object(json, "value of --properties")).transpose()?;
        let configuration = builder.configuration(self.preset.as_deref(), patch.as_ref()).map_err(refused)?;
        let state = builder.state(&configuration, &code).map_err(refused)?;
        let version = version(&code, &blob)?;
        let name = |given: &Option<String>| given.clone().unwrap_or_else(|| version.spec_name.clone());
        let mut spec = ChainSpec::new(&name(&self.name), &name(&self.id), &self.chain_type, &state);
        let fields = [
            ("relay_chain", self.relay_chain.clone().map(Value::from)),
            ("para_id", self.para_id.map(Value::from)),
            ("properties", properties),
        ];
        spec.rest.extend(fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
        let Some(path) = &self.out else {
            return print(spec.to_json().trim_end());
        };
        files::write(path, spec.to_json().as_bytes())?;
        let (keys, child_tries) = (state.top.len(), state.children.len());
        let root = Externalities::with_state(state, version.state_version()).root();
        let genesis_hash = to_hex(&Header::genesis(root).hash());
        let report = Report { keys, child_tries, state_root: to_hex(&root), genesis_hash };
        if self.runtime.json {
            return print_json(&report);
        }
        print(&format!("keys         {keys}\nstate root   {}\ngenesis      {}", report.state_root, report.genesis_hash))
    }

    fn list(&self, presets: &[String]) -> CommandResult {
        if self.runtime.json {
            return print_json(&presets);
        }
        presets.iter().try_for_each(|preset| print(preset))
    }
}

fn object(json: &str, what: &str) -> Result<Value, Failure> {
    let value = serde_json::from_str(json).map_err(|error| Failure::Usage(format!("the {what} is no JSON: {error}")))?;
    match value {
        Value::Object(_) => Ok(value),
        _ => Err(Failure::Usage(format!("the {what} is no JSON object; write it as {{\"balances\": ...}}"))),
    }
}

fn refused(error: GenesisError) -> Failure {
    match &error {
        GenesisError::UnknownPreset { .. } => Failure::Usage(error.to_string()),
        GenesisError::Call(call) if matches!(call.failure, CallFailure::UnknownFunction { .. }) => {
            Failure::Usage(format!("{error}; only a runtime with the API GenesisBuilder builds its genesis"))
        }
        _ => Failure::Failed(error.to_string()),
    }
}

/// The version that the sections say, or `Core_version`.
fn version(code: &[u8], blob: &Blob) -> Result<RuntimeVersion, Failure> {
    let wasm = compression::decompress(code).map_err(HostError::from)?;
    RuntimeVersion::of(&wasm, blob).map_err(|error| Failure::Failed(error.to_string()))
}
