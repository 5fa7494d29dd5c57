//! As much of Rust's syntax as the rules need: comments, words, and the paths that a file names.

use std::collections::BTreeSet;

/// The text without its comments, which become blanks. Strings stay.
pub fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (taken, is_comment) = token(rest, first);
        if is_comment {
            code.push(' ');
        } else {
            code.push_str(&rest[..taken]);
        }
        rest = &rest[taken..];
    }
    code
}

/// The bytes of the comment, literal, word or character that `rest` starts with, and whether it is a comment.
fn token(rest: &str, first: char) -> (usize, bool) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), true);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), true);
    }
    let bytes = match first {
        '"' => string(rest),
        '\'' => character(rest),
        _ if is_word(first) => {
            let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            match &rest[..word] {
                "r" | "br" | "cr" => word + raw_string(&rest[word..]),
                _ => word,
            }
        }
        _ => first.len_utf8(),
    };
    (bytes, false)
}

/// Comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        match rest.as_bytes().get(at..at + 2) {
            Some(b"/*") => depth += 1,
            Some(b"*/") => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// What follows `r`: the string, or nothing if it is no raw string.
fn raw_string(rest: &str) -> usize {
    let hashes = rest.bytes().take_while(|&byte| byte == b'#').count();
    if rest.as_bytes().get(hashes) != Some(&b'"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    rest[hashes + 1..].find(&end).map_or(rest.len(), |at| hashes + 1 + at + end.len())
}

/// A character, or the quote of a lifetime.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let after = at + escaped.len_utf8();
            rest[after..].find('\'').map_or(1, |end| after + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words of the code, those in strings included.
pub fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

/// Whether the code names `name`, as a word of its own.
pub fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// The modules at the crate's root that the code of the module at `path` names. `path` is empty for `lib.rs`, and `["heap", "block"]` for
/// `heap/block.rs`.
pub fn root_modules_named(code: &str, path: &[&str]) -> BTreeSet<String> {
    let tokens = tokens(code);
    let mut named = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut depth = match tokens[at] {
            "crate" => 0,
            "super" => path.len().saturating_sub(1),
            _ => {
                at += 1;
                continue;
            }
        };
        at += 1;
        while tokens.get(at) == Some(&"::") && tokens.get(at + 1) == Some(&"super") {
            depth = depth.saturating_sub(1);
            at += 2;
        }
        if depth > 0 {
            named.insert(path[0].to_owned());
        } else if tokens.get(at) == Some(&"::") {
            named.extend(first_parts(&tokens[at + 1..]));
        }
    }
    named
}

/// The first part of a path, or of each path in braces.
fn first_parts(tokens: &[&str]) -> Vec<String> {
    if tokens.first() != Some(&"{") {
        return tokens.first().map(|&name| name.to_owned()).into_iter().collect();
    }
    let mut depth = 0;
    let mut parts = Vec::new();
    let mut previous = "";
    for &token in tokens {
        match token {
            "{" => depth += 1,
            "}" => depth -= 1,
            name if depth == 1 && (previous == "{" || previous == ",") => parts.push(name.to_owned()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        previous = token;
    }
    parts
}

/// Words, `::`, and single characters; literals and white space are left out.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("::") { 2 } else { token(rest, first).0 };
        let text = &rest[..taken];
        let is_literal = text.contains('"') || (first == '\'' && taken > 1);
        if !is_literal && !first.is_whitespace() {
            tokens.push(text);
        }
        rest = &rest[taken..];
    }
    tokens
}

#[test]
fn comments_go_and_literals_stay() {
    let code = without_comments("a // b\n/* c /* d */ e */ f \"// g \\\" /*\" r#\"\" // h\"# '\"' 'x '\\'' // i");
    assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), "a f \"// g \\\" /*\" r#\"\" // h\"# '\"' 'x '\\''");
}

#[test]
fn a_name_is_a_whole_word() {
    assert!(names("#[link_name = \"runtime.alloc\"]", "runtime.alloc"));
    assert!(!names("\"runtime.alloc_large\", my_runtime.alloc1", "runtime.alloc"));
}

#[test]
fn every_way_to_name_a_module_is_seen() {
    let found = |code, path: &[&str]| root_modules_named(code, path).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(found("use crate::gc::Collector; f(crate::host::free)", &["heap"]), "gc host");
    assert_eq!(found("use crate::{gc::{Bins, Counts}, host, tinygo::{self, a as b}};", &["abi"]), "gc host tinygo");
    assert_eq!(found("use super::address::Address;", &["heap", "block"]), "heap");
    assert_eq!(found("use super::super::host;", &["heap", "block"]), "host");
    assert_eq!(found("use super::host; \"crate::gc\"", &["heap"]), "host");
}
