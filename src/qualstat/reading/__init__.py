"""Reading: bytes of exports in, typed columns and rejected rows out."""
