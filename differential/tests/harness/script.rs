//! Scripts as JSON.

use gopallet_differential::{
    generator::Generator,
    script::{Bytes, Script},
};

#[test]
fn a_script_reads_as_it_is_written() {
    for seed in 0..5 {
        let script = Generator::new(seed, 0).script(20);
        let text = serde_json::to_string(&script).expect("JSON");
        assert_eq!(serde_json::from_str::<Script>(&text).expect("a script"), script);
    }
}

#[test]
fn the_same_seed_gives_the_same_script_and_another_seed_another() {
    let script = |seed, chain| Generator::new(seed, chain).script(5);
    assert_eq!(script(1, 2), script(1, 2));
    assert_ne!(script(1, 2), script(1, 3));
    assert_ne!(script(1, 2), script(2, 2));
}

#[test]
fn bytes_are_digits_or_repeated() {
    let read = |text: &str| serde_json::from_value::<Bytes>(serde_json::json!(text));
    assert_eq!(read("0x0aff").expect("bytes"), Bytes(vec![10, 255]));
    assert_eq!(read("1000*0xab").expect("bytes"), Bytes(vec![0xAB; 1_000]));
    assert_eq!(serde_json::to_value(Bytes(vec![0xAB; 1_000])).expect("JSON"), "1000*0xab");
    for wrong in ["", "0x0", "12", "5*0x0102", "x*0x01"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn unknown_fields_are_refused() {
    assert!(serde_json::from_str::<Script>(r#"{"blocks": [], "block": []}"#).is_err());
    assert!(serde_json::from_str::<Script>(r#"{"blocks": [{"slot": 1}]}"#).is_err());
}
