"""Exports: files of any format in, batches of text cells with their lines out."""
