"""What becomes of finished packs: printed (``print``) or mailed (``mail``), out of a file or the folder of a batch.

``packs`` says which files those are, and reads them. Nothing here makes a pack.
"""
