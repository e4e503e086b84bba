"""The screens of assets that a declaration cannot describe, by who works with them."""
