"""A monthly delivery as files, and as a paragraph for an e-mail."""
