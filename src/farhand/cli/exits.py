"""Exit codes, for scripts; docs/reference/cli.md promises them."""

DONE = 0
FAILED = 1
USAGE = 2
NEEDS_PERSON = 3
INTERRUPTED = 130  # what shells expect after Ctrl-C
