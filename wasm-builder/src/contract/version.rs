//! `version-sections`: hosts read a runtime's version from two custom sections, so that they need not run it; one without the other
//! misleads them.

use super::{Checker, Rule};
use gopallet_manifest::{APIS_SECTION, VERSION_SECTION};

/// The size of an entry of the section with the APIs: an id of 8 bytes and a version of 4.
const API_BYTES: usize = 12;

pub(super) fn check(checker: &mut Checker<'_, '_>) {
    let section = |name: &str| checker.module.customs.get(name).copied();
    let (version, apis) = (section(VERSION_SECTION), section(APIS_SECTION));
    let message = match (version, apis, checker.manifest) {
        (None, None, None) => return,
        (Some(_), None, _) => format!("has the section {VERSION_SECTION} but not {APIS_SECTION}"),
        (None, Some(_), _) => format!("has the section {APIS_SECTION} but not {VERSION_SECTION}"),
        (None, None, Some(_)) => format!("has neither {VERSION_SECTION} nor {APIS_SECTION}"),
        (Some(version), _, Some(manifest)) if version != manifest.version_section() => {
            format!("the section {VERSION_SECTION} is not what the manifest declares")
        }
        (_, Some(apis), Some(manifest)) if apis != manifest.apis_section() => {
            format!("the section {APIS_SECTION} is not what the manifest declares")
        }
        (_, Some(apis), None) if apis.len() % API_BYTES != 0 => {
            format!("the section {APIS_SECTION} has {} bytes, not a multiple of {API_BYTES}", apis.len())
        }
        (Some(_), Some(_), _) => return,
    };
    checker.report(Rule::VersionSections, message);
}
