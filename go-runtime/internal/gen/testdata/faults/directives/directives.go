package directives

//scale:tpye // want "there is no directive //scale:tpye: the directives are type, enum, variant, tuple, alias, field, path, name and param"
type A struct{}

//scale:tuple // want "//scale:tuple says more about a type that is encoded: add //scale:type or //scale:enum"
type B struct{}

//scale:path // want "//scale:path takes 1 word, not 0"
//scale:type
type C struct{}

//scale:type // want "//scale:type belongs above a type"
func D() {}

//scale:type
//scale:enum // want "an enum is not //scale:type or //scale:variant as well: leave one of them out"
type E uint8

//scale:type
type F = uint32 // want "F is another name of a type: put the directives above the type itself, or write a definition without ="

//scale:type
//scale:path sp_core::crypto-x::G // want "\"sp_core::crypto-x::G\" is no path: write identifiers with :: between them"
type G struct{}

//scale:type
//scale:param T missing // want "\"missing\" is no Go type that this file knows"
type H struct{}
