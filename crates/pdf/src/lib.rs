//! The parsed document as PDF. Built only with the feature `pdf` of the program.
