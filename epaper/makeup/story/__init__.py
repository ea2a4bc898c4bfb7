"""One story: what it is made of, the sizes it offers to take, how its copy fits into legs."""
