"""Plan and tasks (工作计划): a school's own plan goes in, a term of work comes out.

Main nouns: a *plan* is the document a director wrote; its *items* are pieces of work a person can
tick off; its *goals* are sentences with a number that can be measured; what is neither is *left*,
with the reason. Items become tasks with an owner post, a due window on the school calendar and,
where the plan says so, a recurrence.

``reading`` is the document reader: pure Python, no database, usable on its own.
"""
