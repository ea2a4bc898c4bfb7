"""One page: which part each item plays on it, and the search for the best way to fill it."""
