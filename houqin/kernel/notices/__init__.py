"""Notices (提醒): queued in the transaction that gives rise to them, sent by the worker through the school's channels, tried again on failure.

`notify` queues; `sending` sends through `gateway`; `digest` reminds each person once a day of what is due. Nothing here waits for a network
inside a person's request.
"""
