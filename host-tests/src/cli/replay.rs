//! `host-tests replay`: blocks as another node made them.

use std::path::PathBuf;

use clap::Args;
use host_tests::{
    block::{blocks_from_text, Block},
    on_deep_stack,
    state::to_hex,
};
use serde::Serialize;

use super::{files, print, print_json, progress, source, CommandResult, Failure};

/// Execute a file of blocks, one after the other, and compare each state root with that in the header. With --state the state is kept.
#[derive(Args)]
#[command(
    after_help = concat!(
        "Examples:\n",
        "  host-tests replay blocks.json --chain chain.json\n",
        "  host-tests replay blocks.json --chain chain.json --runtime changed.wasm",
    )
)]
pub struct Replay {
    /// The blocks in hexadecimal, SCALE-encoded: a JSON list, as `author` writes it, or one on each line; - reads standard input
    blocks: PathBuf,
    #[command(flatten)]
    source: source::Source,
    /// Run this blob and not the one in the state
    #[arg(long, value_name = "FILE")]
    runtime: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct BlockReport {
    number: u32,
    hash: String,
    state_root: String,
    extrinsics: usize,
    fuel: u64,
    host_calls: u64,
    mallocs: u64,
    microseconds: u128,
}

#[derive(Serialize)]
struct Report {
    blocks: Vec<BlockReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Replay {
    pub fn run(&self) -> CommandResult {
        let blocks = blocks_from_text(&files::read_text(&self.blocks, "blocks")?)
            .map_err(|error| Failure::Usage(format!("blocks {}: {error}", self.blocks.display())))?;
        on_deep_stack(|| self.replay(&blocks)).map_err(|failure| Failure::Failed(failure.to_string()))?
    }

    fn replay(&self, blocks: &[Block]) -> CommandResult {
        let (mut chain, database) = self.source.load_chain(self.runtime.as_deref())?;
        let mut report = Report { blocks: Vec::new(), error: None };
        let bar = progress::bar(blocks.len() as u64, self.json);
        for block in blocks {
            match chain.import(block) {
                Ok(cost) => report.blocks.push(BlockReport {
                    number: block.header.number,
                    hash: to_hex(&block.header.hash()),
                    state_root: to_hex(&block.header.state_root),
                    extrinsics: block.extrinsics.len(),
                    fuel: cost.fuel,
                    host_calls: cost.host_calls,
                    mallocs: cost.mallocs,
                    microseconds: cost.elapsed.as_micros(),
                }),
                Err(error) => {
                    report.error = Some(format!("block {}: {error}", block.header.number));
                    break;
                }
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        source::keep(&mut chain, database.as_ref())?;
        if self.json {
            print_json(&report)?;
        } else {
            for block in &report.blocks {
                let BlockReport { number, hash, extrinsics, fuel, microseconds, .. } = block;
                print(&format!("block {number} {hash}: {extrinsics} extrinsics, {fuel} units of fuel, {microseconds} µs"))?;
            }
        }
        match report.error {
            Some(error) => Err(Failure::Failed(error)),
            None => Ok(()),
        }
    }
}
