"""The command line: one short file a command; it parses, delegates, prints and exits."""

PROGRAM = "qualstat"
FILES, FOLDERS = ":files", ":folders"  # for a shell to complete, which knows them better
COMPLETING = "_QUALSTAT_COMPLETE"  # set by a shell that asks what may be typed

DONE, BUG, INTERRUPTED = 0, 70, 130  # exit statuses of any command
