"""Repairs (报修维修): from a scanned code to the reporter's own acceptance.

An order is reported by anybody at the place's code or by staff, assigned to a repairer or a contractor, worked, finished with lines of
work from the catalogue, accepted and rated by whoever reported it; reopened if it was not fixed. Main nouns: RepairOrder, WorkLine,
WorkKind (the catalogue). Leans on foundation (places, people, contractors). Announces OrderFinished to the areas above.
"""
