//! `host-tests version`: what a blob says about its version.

use clap::Args;
use host_tests::{compression, version::RuntimeVersion, Blob, Externalities, HostConfig};
use serde::Serialize;

use super::{files, print, print_json, CommandResult, Failure, Runtime};

/// Print the runtime's version, from Core_version and from the custom sections, and complain when they disagree.
#[derive(Args)]
pub struct Version {
    #[command(flatten)]
    runtime: Runtime,
}

#[derive(Serialize)]
struct Report<'a> {
    core_version: &'a RuntimeVersion,
    sections: Option<&'a RuntimeVersion>,
    agree: Option<bool>,
}

impl Version {
    pub fn run(&self) -> CommandResult {
        let bytes = files::read(&self.runtime.blob, "blob")?;
        let blob = Blob::compile(&bytes)?;
        let wasm = compression::decompress(&bytes).map_err(|error| Failure::Usage(error.to_string()))?;
        let failed = |error: &dyn std::fmt::Display| Failure::Failed(error.to_string());
        let mut storage = Externalities::default();
        let outcome = blob.call("Core_version", &[], &mut storage, &HostConfig::default()).map_err(|error| failed(&error))?;
        let answer = RuntimeVersion::from_answer(&outcome.result).map_err(|error| failed(&format!("Core_version: {error}")))?;
        let sections = RuntimeVersion::from_sections(&wasm).map_err(|error| failed(&format!("custom sections: {error}")))?;
        let agree = sections.as_ref().map(|sections| sections.agrees_with(&answer));
        if self.runtime.json {
            let report = Report { core_version: &answer, sections: sections.as_ref(), agree };
            print_json(&report)?;
        } else {
            print(&answer.to_string())?;
            print(match agree {
                Some(true) => "the custom sections say the same",
                Some(false) => "the custom sections say otherwise:",
                None => "no custom sections: hosts run Core_version each time they load the blob",
            })?;
            if let (Some(sections), Some(false)) = (&sections, agree) {
                print(&sections.to_string())?;
            }
        }
        if agree == Some(false) {
            return Err(Failure::Failed(
                "Core_version and the custom sections disagree; rebuild the blob, so that both come from one manifest".into(),
            ));
        }
        Ok(())
    }
}
