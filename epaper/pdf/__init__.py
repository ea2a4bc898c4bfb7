"""A finished PDF read back: its glyphs, the lines they make, the order they are read in."""
