//! The report formats, one file each, over one finished [`crate::report::Report`].
