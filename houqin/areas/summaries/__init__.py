"""Summaries (工作总结): last year's document filled with this period's figures."""
