//! A failing script made small.
//!
//! Parts are taken away as long as the two sides still differ: blocks first, then extrinsics, then what is special about each. What is
//! left is seldom the smallest case, but a person can read it.

use serde_json::Value;

use crate::script::{Block, Extrinsic, Form, Script};

/// The most scripts that are tried.
const TRIES_MAX: usize = 600;

/// The smallest script found for which `fails` holds, as it does for `script`.
pub fn shrink(script: &Script, mut fails: impl FnMut(&Script) -> bool) -> Script {
    let mut best = script.clone();
    let mut tries = 0;
    let mut progress = true;
    while progress && tries < TRIES_MAX {
        progress = false;
        for candidate in candidates(&best) {
            tries += 1;
            if tries > TRIES_MAX {
                break;
            }
            if fails(&candidate) {
                best = candidate;
                progress = true;
                break;
            }
        }
    }
    best
}

/// Scripts that are smaller by one step, the greatest steps first.
fn candidates(script: &Script) -> Vec<Script> {
    let mut list = Vec::new();
    let with_blocks = |blocks: Vec<Block>| Script { blocks, ..script.clone() };
    for part in parts(script.blocks.len()) {
        let mut blocks = script.blocks.clone();
        blocks.drain(part);
        list.push(with_blocks(blocks));
    }
    for (index, block) in script.blocks.iter().enumerate() {
        for smaller in smaller_blocks(block) {
            let mut blocks = script.blocks.clone();
            blocks[index] = smaller;
            list.push(with_blocks(blocks));
        }
    }
    if script.genesis.patch != serde_json::json!({}) {
        let mut smaller = script.clone();
        smaller.genesis.patch = serde_json::json!({});
        list.push(smaller);
    }
    list
}

/// Ranges to take away: halves, quarters and so on down to single elements.
fn parts(length: usize) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut size = length.div_ceil(2);
    while size > 0 && length > 0 {
        // From the end: a script ends where it failed, and needs less of what comes just before.
        let mut start = length;
        while start > 0 {
            let end = start;
            start = start.saturating_sub(size);
            if end - start < length || length == 1 {
                ranges.push(start..end);
            }
        }
        size /= 2;
    }
    ranges
}

fn smaller_blocks(block: &Block) -> Vec<Block> {
    let mut list = Vec::new();
    for part in parts(block.extrinsics.len()) {
        let mut smaller = block.clone();
        smaller.extrinsics.drain(part);
        list.push(smaller);
    }
    if block != &(Block { extrinsics: block.extrinsics.clone(), ..Block::default() }) {
        list.push(Block { extrinsics: block.extrinsics.clone(), ..Block::default() });
        list.push(Block { queries: Vec::new(), ..block.clone() });
        list.push(Block { damage: Vec::new(), ..block.clone() });
        list.push(Block { digest: Vec::new(), ..block.clone() });
        for part in parts(block.queries.len()) {
            let mut smaller = block.clone();
            smaller.queries.drain(part);
            list.push(smaller);
        }
    }
    for (index, extrinsic) in block.extrinsics.iter().enumerate() {
        for simpler in simpler_extrinsics(extrinsic) {
            let mut smaller = block.clone();
            smaller.extrinsics[index] = simpler;
            list.push(smaller);
        }
    }
    list.retain(|smaller| smaller != block);
    list
}

fn simpler_extrinsics(extrinsic: &Extrinsic) -> Vec<Extrinsic> {
    let plain = Extrinsic::signed(extrinsic.signer.clone(), extrinsic.call.clone());
    let mut list = vec![
        Extrinsic { form: extrinsic.form, ..plain.clone() },
        Extrinsic { tip: None, ..extrinsic.clone() },
        Extrinsic { mortality: None, ..extrinsic.clone() },
        Extrinsic { nonce: 0, ..extrinsic.clone() },
        Extrinsic { damage: Vec::new(), ..extrinsic.clone() },
    ];
    if extrinsic.form == Form::Signed {
        list.insert(0, plain);
    }
    // Lists within the call: items of storage, keys, accounts.
    if let Ok(json) = serde_json::to_value(&extrinsic.call) {
        let calls = shorter(&json).into_iter().filter_map(|json| serde_json::from_value(json).ok());
        list.extend(calls.map(|call| Extrinsic { call, ..extrinsic.clone() }));
    }
    list.retain(|simpler| simpler != extrinsic);
    list
}

/// The value with one element less in one of its lists.
fn shorter(json: &Value) -> Vec<Value> {
    let mut list = Vec::new();
    match json {
        Value::Array(items) => {
            for index in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(index);
                list.push(Value::Array(fewer));
                for smaller in shorter(&items[index]) {
                    let mut items = items.clone();
                    items[index] = smaller;
                    list.push(Value::Array(items));
                }
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                for smaller in shorter(value) {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), smaller);
                    list.push(Value::Object(fields));
                }
            }
        }
        _ => {}
    }
    list
}
