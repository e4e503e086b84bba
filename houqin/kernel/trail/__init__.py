"""The trail (留痕): append-only, sealed in hash-linked batches, checked both ways by `verify`."""
