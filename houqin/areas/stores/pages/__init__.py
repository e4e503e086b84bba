"""The screens of stores that a declaration cannot describe."""
