//! Which calls ended in which way, how often; what was written; which limits were hit.

use std::{collections::BTreeMap, fmt::Write};

use codec::{Compact, Decode};

use crate::{
    comparison::Pair,
    names::{as_result, fields, item_key, variant_name, Decoded, Names},
    side::Answer,
};

/// Bytes that the normal extrinsics of a block may have: three quarters of 5 MiB.
const NORMAL_LENGTH_MAX: u32 = 5 * 1024 * 1024 / 4 * 3;

/// Counts of what was executed.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Coverage {
    /// Blocks that were begun.
    pub blocks: u64,
    /// Blocks that the runtime would not begin or end.
    pub blocks_refused: u64,
    /// Extrinsics that were applied, whatever came of it.
    pub extrinsics: u64,
    /// Extrinsics that the block had no room for, by the limit: length or weight.
    pub limits: BTreeMap<String, u64>,
    /// How often each call ended in each way. Calls within a call count as well.
    pub outcomes: BTreeMap<String, BTreeMap<String, u64>>,
    /// How often each API function returned, and how often it failed.
    pub functions: BTreeMap<String, (u64, u64)>,
    /// How often each storage item was changed.
    pub written: BTreeMap<String, u64>,
}

impl Coverage {
    /// Counts a call of an API function.
    pub fn query(&mut self, function: &str, answer: &Answer) {
        let counts = self.functions.entry(function.to_owned()).or_default();
        match answer {
            Answer::Returned(_) => counts.0 += 1,
            Answer::Failed(_) => counts.1 += 1,
        }
    }

    /// The number of the block's events so far.
    pub fn events(&self, pair: &mut Pair) -> u32 {
        read(pair, "EventCount")
    }

    /// Whether a normal extrinsic of this length is too long for what is left of the block.
    pub fn length_is_exhausted(&self, pair: &mut Pair, bytes: &[u8]) -> bool {
        read(pair, "BlockSize").saturating_add(bytes.len() as u32) > NORMAL_LENGTH_MAX
    }

    /// Counts an extrinsic that was applied.
    pub fn applied(&mut self, pair: &mut Pair, bytes: &[u8], answer: &Answer, events_before: u32, too_long: bool) {
        self.query("BlockBuilder_apply_extrinsic", answer);
        self.extrinsics += 1;
        let call = call_of(bytes).unwrap_or_default();
        let name = pair.names.call(call).unwrap_or_else(|| "(no call)".to_owned());
        let outcome = match answer {
            Answer::Returned(result) => pair.names.outcome(result),
            Answer::Failed(_) => "(panic)".to_owned(),
        };
        if outcome == "Invalid.ExhaustsResources" {
            *self.limits.entry(if too_long { "length" } else { "weight" }.to_owned()).or_default() += 1;
        }
        if name.starts_with("Sudo.") && outcome == "Ok" {
            self.inner(pair, call, events_before);
        }
        *self.outcomes.entry(name).or_default().entry(outcome).or_default() += 1;
    }

    /// Counts the call within a sudo call, whose result is in an event.
    fn inner(&mut self, pair: &mut Pair, call: &[u8], events_before: u32) {
        let inner = match call {
            [6, 0 | 1, inner @ ..] => inner,
            // An account as an address: its variant and 32 bytes.
            [6, 3, 0, rest @ ..] if rest.len() > 32 => &rest[32..],
            _ => return,
        };
        let Some(name) = pair.names.call(inner) else { return };
        let key = item_key("System", "Events");
        let events = pair.oracle.get(&key).unwrap_or_default();
        let Some(events) = pair.names.decode_item("System", "Events", &events) else { return };
        let records = fields(&events);
        let mut results = records.iter().skip(events_before as usize).filter_map(|record| sudo_result(record));
        // The outermost call says last what became of it.
        if let Some(result) = results.next_back() {
            let outcome = match as_result(result) {
                Some(Err(error)) => pair.names.dispatch_error(error),
                _ => "Ok".to_owned(),
            };
            *self.outcomes.entry(name.clone()).or_default().entry(outcome).or_default() += 1;
        }
    }

    /// Adds other counts.
    pub fn add(&mut self, other: &Self) {
        self.blocks += other.blocks;
        self.blocks_refused += other.blocks_refused;
        self.extrinsics += other.extrinsics;
        for (limit, count) in &other.limits {
            *self.limits.entry(limit.clone()).or_default() += count;
        }
        for (call, outcomes) in &other.outcomes {
            for (outcome, count) in outcomes {
                *self.outcomes.entry(call.clone()).or_default().entry(outcome.clone()).or_default() += count;
            }
        }
        for (function, (returned, failed)) in &other.functions {
            let counts = self.functions.entry(function.clone()).or_default();
            *counts = (counts.0 + returned, counts.1 + failed);
        }
        for (item, count) in &other.written {
            *self.written.entry(item.clone()).or_default() += count;
        }
    }

    /// The table for people: every call of the runtime with its outcomes, every storage item, the limits, the API functions.
    pub fn table(&self, names: &Names) -> String {
        let mut text = String::new();
        for call in names.calls() {
            let outcomes = self.outcomes.get(&call).cloned().unwrap_or_default();
            let outcomes: Vec<_> = outcomes.iter().map(|(outcome, count)| format!("{outcome} {count}")).collect();
            let _ = writeln!(text, "{call:44} {}", if outcomes.is_empty() { "never".to_owned() } else { outcomes.join(", ") });
        }
        let other = self.outcomes.iter().filter(|(call, _)| !names.calls().contains(call));
        for (call, outcomes) in other {
            let outcomes: Vec<_> = outcomes.iter().map(|(outcome, count)| format!("{outcome} {count}")).collect();
            let _ = writeln!(text, "{call:44} {}", outcomes.join(", "));
        }
        for item in names.items() {
            let _ = writeln!(text, "{item:44} written {}", self.written.get(&item).unwrap_or(&0));
        }
        for (limit, count) in &self.limits {
            let _ = writeln!(text, "{:44} {count}", format!("no room, by {limit}"));
        }
        for (function, (returned, failed)) in &self.functions {
            let _ = writeln!(text, "{function:44} returned {returned}, failed {failed}");
        }
        text
    }

    /// The table as lines of comma-separated values: kind, name, outcome, count.
    pub fn csv(&self) -> String {
        let mut text = "kind,name,outcome,count\n".to_owned();
        let mut line = |kind: &str, name: &str, outcome: &str, count: u64| {
            let _ = writeln!(text, "{kind},{name},{outcome},{count}");
        };
        for (call, outcomes) in &self.outcomes {
            outcomes.iter().for_each(|(outcome, count)| line("call", call, outcome, *count));
        }
        self.written.iter().for_each(|(item, count)| line("storage", item, "written", *count));
        self.limits.iter().for_each(|(limit, count)| line("limit", limit, "hit", *count));
        for (function, (returned, failed)) in &self.functions {
            line("api", function, "returned", *returned);
            line("api", function, "failed", *failed);
        }
        text
    }
}

/// An unsigned number of the pallet System, 0 where there is none.
fn read(pair: &mut Pair, item: &str) -> u32 {
    let key = item_key("System", item);
    let value = pair.oracle.get(&key).unwrap_or_default();
    u32::decode(&mut &value[..]).unwrap_or(0)
}

/// The inner result in an event of Sudo.
fn sudo_result(record: &Decoded) -> Option<&Decoded> {
    // Phase, event, topics.
    let event = *fields(record).get(1)?;
    if variant_name(event)? != "Sudo" {
        return None;
    }
    let event = *fields(event).first()?;
    match variant_name(event)? {
        "Sudid" | "SudoAsDone" => fields(event).first().copied(),
        _ => None,
    }
}

/// The call in an extrinsic, where its form is valid up to there.
fn call_of(mut bytes: &[u8]) -> Option<&[u8]> {
    Compact::<u32>::decode(&mut bytes).ok()?;
    let (version, mut rest) = bytes.split_first()?;
    match version {
        4 | 5 => Some(rest),
        0x45 => {
            rest = rest.get(1..)?;
            skip_extensions(rest)
        }
        0x84 => {
            let address = match rest.first()? {
                0 => 33,
                _ => return None,
            };
            rest = rest.get(address..)?;
            let signature = match rest.first()? {
                0 | 1 => 65,
                2 => 66,
                _ => return None,
            };
            skip_extensions(rest.get(signature..)?)
        }
        _ => None,
    }
}

/// What follows the extensions: era, nonce, tip, mode of the metadata hash.
fn skip_extensions(mut rest: &[u8]) -> Option<&[u8]> {
    let era = if *rest.first()? == 0 { 1 } else { 2 };
    rest = rest.get(era..)?;
    Compact::<u32>::decode(&mut rest).ok()?;
    Compact::<u128>::decode(&mut rest).ok()?;
    rest.get(1..)
}
