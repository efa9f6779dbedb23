"""Deliver finished packs, from a file or the folder of a batch: on paper (``print``) or by mail (``mail``).

``packs`` finds and reads the files of a batch. No module here builds a pack.
"""
