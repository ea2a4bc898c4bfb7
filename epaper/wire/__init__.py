"""Wire: files and feeds in, checked records out.

`paper.read_paper`, `records.read_records` and `orders.read_orders` read a paper's folder,
`copyedit.edit_record` makes typewriter signs typographic, `importers.import_files` files foreign
copy as records.
"""
