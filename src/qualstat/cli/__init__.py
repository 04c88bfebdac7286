"""The command line: one short file a command; it parses, delegates, prints and exits."""

PROGRAM = "qualstat"
