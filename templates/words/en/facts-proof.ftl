# Claims that stand only while the records prove them (crates/policy/src/proof.rs); no document may say them otherwise.

proof-health-data = We never give health data to advertisers, and we do not sell it.
proof-anonymous = We made this data anonymous, and a test showed that it works.
proof-deletion = When its time is up, we delete your data.
proof-need-to-know = Only staff who need your data can see it.
proof-breach = If your data gets out and this puts you at risk, we tell you in the time the law sets.
proof-no-trackers = Our website sets no cookies and has no trackers.
proof-children = We do not knowingly collect data of children.
proof-in-time = It is free, and we answer in the time the law sets.
