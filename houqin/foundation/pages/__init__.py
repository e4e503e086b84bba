"""Screens that a declaration cannot describe: the calendar, the place tree, labels, accounts, rules, the first steps."""
