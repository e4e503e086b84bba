"""The demo: a school of two campuses, its plan, and one whole term of work played through the real actions.

Nothing is written behind the actions and nothing is random twice: the same version plays the same term. The clock is moved to the time each thing
happens, so the trail shows school hours; the rows say 演示学校. `play.py` is the order of things, `school.py` who and where, `term.py` the days,
`words.py` what people say, `plan.py` the sample plan in Word. Things and money are sides of their own (`side.py`): `dealing.py` firms and contracts,
`storing.py` supplies, `buying.py` purchases, `keeping.py` assets and stocktakes, with their data in `goods.py`.
"""
