//! The programs: functions of `go-runtime/bench`, with the sizes that they are run with.

/// A program with its sizes.
pub struct Program {
    /// The program's name, which is the last part of the function's.
    pub name: &'static str,
    /// What it does, in a few words.
    pub about: &'static str,
    /// The sizes of a full run, and of a quick one.
    sizes: [&'static [u32]; 2],
    /// How often the host calls the function in a full run, and in a quick one.
    calls: [u32; 2],
}

/// All programs.
pub const PROGRAMS: [Program; 7] = [
    Program { name: "trees", about: "binary trees of depth 18", sizes: [&[18], &[12]], calls: [1, 1] },
    Program { name: "maps", about: "a map of byte slices, 1,000,000 inserts", sizes: [&[1_000_000, 4096], &[20_000, 1024]], calls: [1, 1] },
    Program { name: "slices", about: "byte slices grown to 64 KiB by appending", sizes: [&[1500, 65_536], &[40, 65_536]], calls: [1, 1] },
    Program { name: "lists", about: "linked lists of 10,000 nodes", sizes: [&[500, 10_000], &[10, 10_000]], calls: [1, 1] },
    Program {
        name: "live",
        about: "200,000 records alive, little garbage",
        sizes: [&[200_000, 8_000_000], &[10_000, 100_000]],
        calls: [1, 1],
    },
    Program { name: "tiny", about: "100,000 calls of a few objects each", sizes: [&[1], &[1]], calls: [100_000, 500] },
    Program { name: "block", about: "blocks of 200 extrinsics, decoded and dispatched", sizes: [&[500], &[5]], calls: [1, 1] },
];

/// Extrinsics in the block of the program `block`.
const EXTRINSICS: u32 = 200;

impl Program {
    /// The program with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PROGRAMS.iter().find(|program| program.name == name)
    }

    /// The function that the modules export.
    pub fn function(&self) -> String {
        format!("Bench_{}", self.name)
    }

    /// What the function is called with.
    pub fn input(&self, quick: bool) -> Vec<u8> {
        let sizes = self.sizes[usize::from(quick)];
        let mut input: Vec<u8> = sizes.iter().flat_map(|size| size.to_le_bytes()).collect();
        if self.name == "block" {
            append_block(&mut input);
        }
        input
    }

    /// How often the function is called in a run.
    pub fn calls(&self, quick: bool) -> u32 {
        self.calls[usize::from(quick)]
    }
}

/// Appends a block: mostly transfers, some remarks, some batches of transfers; among 64 accounts.
fn append_block(output: &mut Vec<u8>) {
    output.extend(EXTRINSICS.to_le_bytes());
    for number in 0..EXTRINSICS {
        output.extend(account(number));
        output.extend([number as u8; 64]);
        output.extend(number.to_le_bytes());
        output.extend((number % 7).to_le_bytes());
        match number % 10 {
            8 => {
                output.push(1);
                output.extend(100u32.to_le_bytes());
                output.extend([b'r'; 100]);
            }
            9 => {
                output.extend([2, 5]);
                (0..5).for_each(|place| append_transfer(output, number + place));
            }
            _ => append_transfer(output, number),
        }
    }
}

fn append_transfer(output: &mut Vec<u8>, number: u32) {
    output.push(0);
    output.extend(account(number * 31 + 7));
    output.extend((1000 + number).to_le_bytes());
}

fn account(number: u32) -> [u8; 32] {
    let number = number % 64;
    std::array::from_fn(|place| (number as u8).wrapping_mul(37).wrapping_add(place as u8))
}
