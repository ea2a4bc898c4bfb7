"""All pages: page one, the inside pages after it, advertisements, what page one tells of them."""
