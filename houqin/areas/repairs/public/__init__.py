"""Pages for whoever scans a code: report in three taps, follow the order by a private link. No sign-in, and nothing of others is shown."""
