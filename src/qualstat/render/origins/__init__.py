"""Each value that makes a figure what it is, with the line it comes from."""
