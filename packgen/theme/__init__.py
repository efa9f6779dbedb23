"""Tokens as data: what a page looks like, written in YAML, checked, and handed out by role.

A *theme* (``themes/``) says how things look: families, colours, rules, faces. A *profile* (``profiles/``) says how
large they are and where they go: paper, grid, options, sizes, lengths, numbers. ``roles.py`` lists what both must
answer. Nothing outside this room knows a colour, a size or a number of points.

    shelf     names to files
    pile      files laid over one another, `extends` followed
    check     the pile to tokens, with the help of scalars, tokens and geometry; all problems at once
    design    tokens to what code asks for
"""
