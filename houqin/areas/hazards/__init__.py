"""Hazards: found, assigned, protected, rectified, re-inspected by somebody else; escalated by themselves when overdue.

Below inspections, above repairs: a hazard may spawn a repair order and follows it through that area's facts.
"""
