"""Foundation (基础): the nouns every area points at, and who is signed in.

Who and where: School, Campus, Department, Person with PostHolding, SchoolClass, Student, Place (a tree, each with a code on its label).
When: Term and CalendarDay over the national calendar. How much: RuleValue over the shipped rules.
Public to areas: models, `sessions.who_is_here`, `calendar` (school days, terms, weeks), `rules.rule`, `actions.place_by_code`,
`doors.register` (what one can do at a scanned place), `facts.SchoolOpened`, `accounts` and `people` (verbs on persons), `setup.first_school`.
The middleware puts `actor` and `school` on every request; leans on the kernel alone.
"""
