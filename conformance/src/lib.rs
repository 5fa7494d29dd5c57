//! The hosts of other projects, each behind what [`host_tests`] offers itself, so that the tests can compare them call by call.
