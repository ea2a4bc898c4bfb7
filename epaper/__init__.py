"""Today's Paper: a newspaper edition builder."""
