//! `host-tests author`: blocks of submitted transactions.

use std::{collections::VecDeque, path::PathBuf};

use clap::Args;
use host_tests::{
    block::{blocks_to_text, transactions_from_text},
    chain::{Applied, Authored, Inherents, Proposal},
    on_deep_stack,
    state::{from_hex, to_hex},
};
use serde::Serialize;

use super::{complain, files, print, print_json, progress, source, CommandResult, Failure};

/// Make blocks of submitted transactions on top of a chain spec or a kept state. With --state the last block's state is kept there, and the
/// next run goes on from it.
#[derive(Args)]
#[command(
    after_help = concat!(
        "Examples:\n",
        "  host-tests author --chain chain.json --blocks 10 --out blocks.json\n",
        "  host-tests author --chain chain.json --state chain.redb --transactions signed.txt",
    )
)]
pub struct Author {
    #[command(flatten)]
    source: source::Source,
    /// Transactions in hexadecimal as author_submitExtrinsic takes them, a JSON list or one on each line; - reads standard input
    #[arg(long, value_name = "FILE")]
    transactions: Option<PathBuf>,
    /// How many blocks to make
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    blocks: u32,
    /// The time of the first block in milliseconds since 1970; the next slot after the last block unless given
    #[arg(long, value_name = "MILLISECONDS")]
    timestamp: Option<u64>,
    /// Inherent data of the first block besides the time: an identifier of 8 characters and its SCALE-encoded data
    #[arg(long, value_name = "IDENTIFIER=HEX", value_parser = inherent)]
    inherent: Vec<([u8; 8], std::vec::Vec<u8>)>,
    /// Run this blob and not the one in the state
    #[arg(long, value_name = "FILE")]
    runtime: Option<PathBuf>,
    /// Write the blocks to this file, a JSON list that `replay` takes
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
}

fn inherent(text: &str) -> Result<([u8; 8], Vec<u8>), String> {
    let (identifier, data) = text.split_once('=').ok_or("write it as identifier=0x0123")?;
    let identifier = identifier.as_bytes().try_into().map_err(|_| "an identifier has 8 characters".to_owned())?;
    Ok((identifier, from_hex(data, "inherent data").map_err(|error| error.to_string())?))
}

/// What is printed of a block.
#[derive(Serialize)]
pub struct BlockReport {
    number: u32,
    hash: String,
    state_root: String,
    inherents: usize,
    transactions: usize,
    failed: usize,
    fuel: u64,
    host_calls: u64,
    mallocs: u64,
}

#[derive(Serialize)]
struct Refused {
    transaction: usize,
    reason: String,
}

#[derive(Serialize)]
struct Report {
    blocks: Vec<BlockReport>,
    refused: Vec<Refused>,
    left: usize,
}

impl Author {
    pub fn run(&self) -> CommandResult {
        let transactions = match &self.transactions {
            Some(path) => transactions_from_text(&files::read_text(path, "transactions")?)
                .map_err(|error| Failure::Usage(format!("transactions {}: {error}", path.display())))?,
            None => Vec::new(),
        };
        on_deep_stack(|| self.author(transactions)).map_err(|failure| Failure::Failed(failure.to_string()))?
    }

    fn author(&self, transactions: Vec<Vec<u8>>) -> CommandResult {
        let (mut chain, database) = self.source.load_chain(self.runtime.as_deref())?;
        let mut queue = VecDeque::from(transactions);
        let mut report = Report { blocks: Vec::new(), refused: Vec::new(), left: 0 };
        let (mut made, mut taken) = (Vec::new(), 0);
        let mut proposal = Proposal { timestamp_ms: self.timestamp, inherents: self.inherent.iter().cloned().collect::<Inherents>() };
        let bar = progress::bar(self.blocks.into(), self.json);
        let mut failure = None;
        for _ in 0..self.blocks {
            match chain.author(&std::mem::take(&mut proposal), &mut queue) {
                Ok(authored) => {
                    let number = authored.block.header.number;
                    for (index, applied) in authored.transactions.iter().enumerate() {
                        if let Applied::Refused(error) = applied {
                            report.refused.push(Refused { transaction: taken + index, reason: error.to_string() });
                        }
                        if let Applied::Failed(error) = applied {
                            let error = to_hex(error);
                            bar.suspend(|| {
                                complain(&format!("block {number}, transaction {}: its call failed with {error}", taken + index))
                            });
                        }
                    }
                    taken += authored.transactions.len();
                    report.blocks.push(describe(&authored));
                    made.push(authored.block);
                }
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        source::keep(&mut chain, database.as_ref())?;
        if let Some(path) = &self.out {
            files::write(path, blocks_to_text(&made).as_bytes())?;
        }
        report.left = queue.len();
        self.print(&report)?;
        match failure {
            Some(error) => Err(Failure::Failed(format!("block {}: {error}", chain.head().number + 1))),
            None if !report.refused.is_empty() => Err(Failure::Failed(format!("{} transactions were refused", report.refused.len()))),
            None if report.left > 0 => Err(Failure::Failed(format!("{} transactions are left; make more --blocks", report.left))),
            None => Ok(()),
        }
    }

    fn print(&self, report: &Report) -> CommandResult {
        if self.json {
            return print_json(report);
        }
        for block in &report.blocks {
            let BlockReport { number, hash, inherents, transactions, failed, fuel, .. } = block;
            print(&format!(
                "block {number} {hash}: {inherents} inherents, {transactions} transactions ({failed} failed), {fuel} units of fuel"
            ))?;
        }
        report.refused.iter().for_each(|refused| complain(&format!("transaction {}: {}", refused.transaction, refused.reason)));
        Ok(())
    }
}

fn describe(authored: &Authored) -> BlockReport {
    let header = &authored.block.header;
    let count = |wanted: fn(&Applied) -> bool| authored.transactions.iter().filter(|applied| wanted(applied)).count();
    BlockReport {
        number: header.number,
        hash: to_hex(&header.hash()),
        state_root: to_hex(&header.state_root),
        inherents: authored.inherents,
        transactions: authored.block.extrinsics.len() - authored.inherents,
        failed: count(|applied| matches!(applied, Applied::Failed(_))),
        fuel: authored.cost.fuel,
        host_calls: authored.cost.host_calls,
        mallocs: authored.cost.mallocs,
    }
}
