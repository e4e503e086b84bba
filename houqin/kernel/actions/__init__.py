"""Verbs that change records. Every door calls them; nothing else saves a business row."""

from houqin.kernel.actions.action import Action, actions
from houqin.kernel.actions.action import action as action
from houqin.kernel.actions.arguments import Argument, Ask, arguments_of
from houqin.kernel.actions.facts import announce, listens
from houqin.kernel.actions.locking import all_locked, locked
from houqin.kernel.actions.perform import Stale, perform
from houqin.kernel.actions.plain import (
    add,
    add_drafts,
    add_many,
    change,
    change_many,
    delete,
    drafted,
    filled,
    values_of,
)
from houqin.kernel.actions.problems import Problem, Problems, Refused

__all__ = [
    "Action", "Argument", "Ask", "Problem", "Problems", "Refused", "Stale", "action", "actions", "add", "add_drafts", "add_many", "all_locked", "announce",
    "arguments_of", "change", "change_many", "delete", "drafted", "filled", "listens", "locked", "perform", "values_of",
]  # fmt: skip
