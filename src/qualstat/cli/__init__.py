"""The command line: one short file a command; it parses, delegates, prints and exits."""

PROGRAM = "qualstat"

DONE, BUG, INTERRUPTED = 0, 70, 130  # exit statuses of any command
