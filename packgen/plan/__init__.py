"""What a pack consists of, decided as data: nothing here draws, and the plan itself needs only records of topics.

`plan_pack` turns chosen sections and options into an ordered list of unit requests, which `build` executes and `batch`
divides between processes. The rest decides what stands on the sheets of one section.

    selection    what was asked for to topics and sections
    options      the options of a pack, checked and resolved
    kinds        the table of sheet kinds: when a pack has them, and what decides them
    request      a unit request: kind, key, topics, options, and the requests whose facts it needs
    pack         chosen sections and options to the requests of a pack

    stages       the stages of a section and the titles of sheets
    tasks        what a section asks of a student, with letters and numbers
    questions    cards, and those of them that make a quiz
    arrangement  blocks to rows of columns
    advice       weak recall: tasks that print their own answers, facts that no question needs

    front_matter what the cover and the contents say: title, listing and schedule as one value
    title        the words on the cover
    listing      what the contents list
    schedule     the days of the visits to a section
"""
