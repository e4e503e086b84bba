"""Repairs (报修维修): from a scanned code to the reporter's own acceptance.

An order is reported by anybody at the place's code (no sign-in, a private link to follow it) or by staff, assigned to a repairer or a
contractor, worked, finished with lines of work from the catalogue, accepted and rated by whoever reported it; reopened if it was not fixed,
accepted by the clock if nobody answers. What is urgent a repairer takes at once, and the papers follow. Main nouns: RepairOrder, WorkLine,
WorkKind (the catalogue), ReportLink. Leans on stores (materials), procurement (what must be bought, firms paid), assets (which
thing), suppliers and foundation. Announces OrderFinished, OrderAccepted and OrderReopened to the areas above.
"""
