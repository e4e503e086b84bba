"""The pages of a ledger, derived from its declaration: list, detail, form, action, print. One module per page."""
