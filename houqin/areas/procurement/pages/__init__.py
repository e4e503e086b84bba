"""The screens of purchasing that a declaration cannot describe: asking on the phone, deciding on one screen, prices side by side, accepting."""
