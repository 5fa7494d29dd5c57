//! What a program printed, from what the host logged.
//!
//! TinyGo hands over a line at its end, and what it has of a longer line whenever its buffer is full; `println`, `print`, and a write to
//! `os.Stdout` all come this way. The end of a line is no part of a message. So a message as long as the buffer is a part of a line, and every
//! other one is a line's end: the text can be told exactly, as long as it is UTF-8, which a host demands of a message.

use host_tests::LogLine;

/// The buffer of TinyGo's `putchar` (0.41, `runtime_tinygowasm.go`), in bytes.
const BUFFER_BYTES: usize = 120;

/// The target under which the shim logs.
const TARGET: &str = "runtime";

/// The line that the entry prints after `main`: ASCII's end of transmission.
const END: &str = "\u{4}\n";

/// The line that entry/environment.c prints at `os.Exit(0)`, before it traps.
const EXIT: &str = "\u{4}exit 0\n";

/// The text that was printed.
pub fn text(logs: &[LogLine]) -> String {
    let mut text = String::new();
    for line in logs.iter().filter(|line| line.target == TARGET) {
        text.push_str(&line.message);
        if line.message.len() != BUFFER_BYTES {
            text.push('\n');
        }
    }
    text
}

/// What of the text is the program's own. `None` if its `main` did not return.
pub fn of_program(text: &str) -> Option<&str> {
    text.strip_suffix(END)
}

/// What of the text is the program's own. `None` if it did not end by `os.Exit(0)`.
pub fn of_exited_program(text: &str) -> Option<&str> {
    text.strip_suffix(EXIT)
}

/// Where two texts differ first: the line's number, counted from 1, and the line in both; `None` for an end.
pub fn difference<'a>(expected: &'a str, found: &'a str) -> Option<(usize, Option<&'a str>, Option<&'a str>)> {
    let (mut expected, mut found) = (expected.split('\n'), found.split('\n'));
    let mut number = 1;
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return None,
            (expected, found) if expected != found => return Some((number, expected, found)),
            _ => number += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use host_tests::LogLevel;

    /// What reaches the log of `printed`, as TinyGo's `putchar` and the shim divide it.
    fn logs(printed: &str) -> Vec<LogLine> {
        let mut logs = Vec::new();
        let mut buffer = String::new();
        for c in printed.chars() {
            buffer.push(c);
            if c == '\n' || buffer.len() >= BUFFER_BYTES {
                let message = buffer.strip_suffix('\n').unwrap_or(&buffer).to_owned();
                logs.push(LogLine { level: LogLevel::Info, target: TARGET.to_owned(), message });
                buffer.clear();
            }
        }
        assert!(buffer.is_empty(), "the entry ends with a line");
        logs
    }

    #[test]
    fn lines_of_every_length_are_put_together_again() {
        for bytes in [0, 1, 118, 119, 120, 121, 239, 240, 241] {
            for end in ["", "\n", "\n\n"] {
                let printed = format!("{}{end}", "x".repeat(bytes));
                let found = text(&logs(&format!("{printed}{END}")));
                assert_eq!(of_program(&found), Some(printed.as_str()), "{bytes} bytes");
            }
        }
    }

    #[test]
    fn other_targets_are_no_output_and_an_end_is_needed() {
        let line = |target: &str| LogLine { level: LogLevel::Error, target: target.to_owned(), message: "a".to_owned() };
        assert_eq!(text(&[line(TARGET), line("host")]), "a\n");
        assert_eq!(of_program("a\n"), None);
        assert_eq!((of_program("a\n\u{4}exit 0\n"), of_exited_program("a\n\u{4}exit 0\n")), (None, Some("a\n")));
        assert_eq!(of_exited_program("a\n\u{4}\n"), None);
    }

    #[test]
    fn the_first_difference_is_found() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\n"), Some((2, Some("b"), Some("c"))));
        assert_eq!(difference("a\n", "a"), Some((2, Some(""), None)));
        assert_eq!(difference("", "a"), Some((1, Some(""), Some("a"))));
    }
}
