"""Summaries (工作总结): what a term came to, every number with its rows; and last year's document filled anew.

A summary is composed from figures and from the sections that other areas hand in through the kernel's registers, so this area imports no
ledger. Main nouns: Summary (a record with its frozen composition), Composition (words and numbers as data), Chapter. `chapters` composes,
`docx` draws, `writing` is the door for the command line. `filling` renews an old document.
"""
