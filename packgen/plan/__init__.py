"""What a pack consists of, decided as data: nothing here draws, and the plan itself needs only records of topics.

`plan_pack` turns chosen sections and options into an ordered list of unit requests, which `build` executes and `batch`
distributes to processes. The other modules decide the content of the sheets of one section.

    selection    the names asked for to topics and sections
    options      the options of a pack, checked and resolved
    kinds        the table of sheet kinds: when a pack has them, and what they depend on
    request      a unit request: kind, key, topics, options, and the requests whose facts it needs
    pack         chosen sections and options to the requests of a pack

    stages       the stages of a section and the titles of sheets
    tasks        the tasks of a section, with letters and numbers
    questions    cards, and the questions of a quiz
    ages         how long ago sections were taught
    retrieval    the questions of a retrieval grid
    arrangement  blocks to rows of columns
    advice       weak recall: tasks that print their own answers, facts that no question needs

    front_matter the content of the cover and the contents: title, listing and schedule as one value
    title        the words on the cover
    listing      the entries of the contents
    schedule     the days of the visits to a section
"""
