//! What must hold of TinyGo's bitcode before it is linked: the collector finds the pointers on Go's stack.
//!
//! TinyGo stores every pointer that a function holds across a call into a stack slot, `gc.stackobject`, where the function or what it
//! calls may allocate. Its pass finds such functions by their calls of `runtime.alloc`, so the slots silently vanish when that function
//! has a body that is inlined first, or when nothing reads the chain of slots. Then live pointers exist only in WebAssembly locals and
//! the collector frees live objects. Four things are checked in the disassembly:
//!
//! 1. `runtime.alloc` has no body here, and had none that was inlined (debug information would know it);
//! 2. every function that calls `runtime.alloc` has a `gc.stackobject`; there is no exception: with TinyGo 0.41 even its own runtime's
//!    functions have them, because the result of the call is itself tracked;
//! 3. `runtime.stackChainStart`, the head of the chain, is a variable: TinyGo makes it constant when it gives up the slots;
//! 4. something reads the head: `runtime.markStack` does, if anything live calls it.

use crate::contract::{Rule, Violation};
use std::path::PathBuf;

const ALLOC: &str = "@runtime.alloc(";
const CHAIN: &str = "@runtime.stackChainStart";

/// What is known of a function while its lines are read.
struct Function {
    name: String,
    allocates: bool,
    has_slots: bool,
    source: Option<String>,
}

/// Checks the disassembly of TinyGo's bitcode; every violation has the rule [`Rule::StackSlots`].
pub fn check_stack_slots(disassembly: &str) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut function: Option<Function> = None;
    let (mut allocating, mut body, mut chain_read, mut chain) = (0usize, None, false, None);
    for line in disassembly.lines() {
        if line.starts_with("define ") {
            let source = subprogram_of(line);
            if line.contains(ALLOC) {
                body = Some(source.clone());
            }
            function = Some(Function { name: symbol_of(line), allocates: false, has_slots: false, source });
        } else if line == "}" {
            if let Some(function) = function.take().filter(|function| function.allocates) {
                allocating += 1;
                if !function.has_slots {
                    violations.push(missing_slots(&function, disassembly));
                }
            }
        } else if let Some(function) = &mut function {
            function.allocates |= line.contains("call ") && line.contains(ALLOC);
            function.has_slots |= line.contains("%gc.stackobject") && line.contains(" = alloca ");
            chain_read |= line.contains("load volatile") && line.contains(CHAIN);
        } else if line.starts_with(CHAIN) && line.contains(" = ") {
            chain = Some(line);
        } else if line.contains("DISubprogram(") && line.contains("linkageName: \"runtime.alloc\"") {
            body = body.or_else(|| Some(line.split_once(" = ").map(|(id, _)| id.to_owned())));
        }
    }
    if let Some(source) = body {
        violations.push(Violation {
            function: Some("runtime.alloc".into()),
            source: source.and_then(|id| source_line(disassembly, &id)),
            ..violation("has a body in Go; only the shim may define it, or the stack slots are lost".into())
        });
    }
    if allocating > 0 {
        match chain {
            Some(line) if line.contains(" global ") => {}
            Some(_) => violations.push(violation("runtime.stackChainStart is constant: the stack slots are lost".into())),
            None => violations.push(violation("runtime.stackChainStart is missing: the stack slots are lost".into())),
        }
        if !chain_read {
            let message = "nothing reads runtime.stackChainStart; an exported Go function must call runtime.markStack";
            violations.push(violation(message.into()));
        }
    }
    violations
}

fn violation(message: String) -> Violation {
    Violation { rule: Rule::StackSlots, function: None, source: None, message }
}

fn missing_slots(function: &Function, disassembly: &str) -> Violation {
    Violation {
        function: Some(function.name.clone()),
        source: function.source.as_deref().and_then(|id| source_line(disassembly, id)),
        ..violation("calls runtime.alloc without a stack slot, so the collector would miss its pointers".into())
    }
}

/// The symbol that a `define` line defines: behind the first `@`, in quotes where it has strange characters.
fn symbol_of(line: &str) -> String {
    let rest = line.split_once('@').map_or("", |(_, rest)| rest);
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default().to_owned(),
        None => rest.split('(').next().unwrap_or_default().to_owned(),
    }
}

/// The number of a `define` line's debug information: `!dbg !1622`.
fn subprogram_of(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("!dbg ")?;
    Some(rest.split_whitespace().next()?.to_owned())
}

/// `file:line` of the subprogram with the number `id`.
fn source_line(disassembly: &str, id: &str) -> Option<String> {
    let subprogram = definition(disassembly, id)?;
    let file = definition(disassembly, field(subprogram, "file: ")?)?;
    let path = ["directory: ", "filename: "].map(|key| field(file, key).unwrap_or_default().trim_matches('"'));
    let path: PathBuf = path.iter().collect();
    Some(format!("{}:{}", path.display(), field(subprogram, " line: ")?))
}

fn definition<'a>(disassembly: &'a str, id: &str) -> Option<&'a str> {
    let prefix = format!("{id} = ");
    disassembly.lines().find_map(|line| line.strip_prefix(&prefix))
}

fn field<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(key)?;
    rest.split([',', ')']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"@runtime.stackChainStart = internal global ptr null, align 4
define i64 @"(*main.T).F"(i32 %n) #16 !dbg !7 {
  %gc.stackobject = alloca { ptr, i32, ptr }, align 8
  %0 = call ptr @runtime.alloc(i32 4, ptr null, ptr undef)
}
define void @go_mark_stack() #15 !dbg !8 {
  %0 = load volatile i32, ptr @runtime.stackChainStart, align 4
}
declare noalias nonnull ptr @runtime.alloc(i32, ptr, ptr)
!7 = distinct !DISubprogram(name: "(*T).F", linkageName: "(*main.T).F", scope: !9, file: !9, line: 12, type: !3)
!9 = !DIFile(filename: "main.go", directory: "/src")
"#;

    fn messages(disassembly: &str) -> Vec<String> {
        check_stack_slots(disassembly).iter().map(Violation::to_string).collect()
    }

    #[test]
    fn slots_are_found() {
        assert_eq!(messages(GOOD), Vec::<String>::new());
    }

    #[test]
    fn a_function_without_slots_is_named_with_its_source() {
        let found = messages(&GOOD.replace("gc.stackobject", "other"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("stack-slots: (*main.T).F (/src/main.go:12): calls runtime.alloc"), "{found:?}");
    }

    #[test]
    fn a_body_of_alloc_is_refused_even_when_it_was_inlined() {
        let body = format!("{GOOD}define ptr @runtime.alloc(i32 %n) {{\n}}\n");
        assert!(messages(&body).iter().any(|message| message.contains("has a body in Go")));
        let inlined = "!4 = distinct !DISubprogram(name: \"own\", linkageName: \"runtime.alloc\", file: !5, line: 3)\n\
                       !5 = !DIFile(filename: \"own.go\", directory: \"/src\")\n";
        assert!(messages(inlined)[0].starts_with("stack-slots: runtime.alloc (/src/own.go:3): has a body in Go"));
    }

    #[test]
    fn the_chain_must_be_a_variable_that_is_read() {
        let constant = messages(&GOOD.replace("internal global", "internal constant"));
        assert!(constant[0].contains("is constant"), "{constant:?}");
        let unread = messages(&GOOD.replace("load volatile", "load"));
        assert!(unread[0].contains("must call runtime.markStack"), "{unread:?}");
    }
}
