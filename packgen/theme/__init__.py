"""Design tokens: what a page looks like, written in YAML, checked, and looked up by role.

A *theme* (``themes/``) says how things look: families, colours, rules, faces. A *profile* (``profiles/``) says how
large they are and where they go: paper, grid, options, sizes, lengths, numbers. ``roles.py`` lists what both must
answer. Nothing outside this room knows a colour, a size or a number of points.

    registry  names to files
    layers    files merged over one another, `extends` followed
    check     layers to tokens, with the help of scalars, tokens, fonts and geometry; all problems at once
    design    tokens to the values that code asks for by role
"""
