"""What a reader should hear of a topic's tasks and their key, straight from its YAML: written without packgen's forms.

What the seed hides is not computed but heard: a passage says either a blank or the word, a row of the timeline leaves
out either the date or the event. The key is then held to what was heard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from tests.packs.reading import Mapping, words

PAPERS = Path(__file__).resolve().parents[2] / "packgen" / "boards"
COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
BLURT = "Write what you know, one point a line, in any order. Then check it, and mend it in a second colour."
MEND = "To mend before the next visit"
CORNELL = "Answer each cue, one point a line, in any order. Then cover the lines, and sum up in the box."
MAP = "Give each box a heading on its first line, and write below it what belongs there, in any order."


class Listener:
    """Follows what is heard, word by word, and fails where something else is said than what is expected.

    Args:
        heard: all words.
        at: where to begin.
        teacher: whether answers are said where blanks are.
    """

    def __init__(self, heard: list[str], at: int, teacher: bool = False) -> None:
        self.heard, self.at, self.teacher = heard, at, teacher

    def hears(self, *texts: str) -> bool:
        """Tell whether texts are said next."""
        wanted = words(list(texts))
        return self.heard[self.at : self.at + len(wanted)] == wanted

    def hear(self, *texts: str) -> None:
        """Go on after texts, which are said next."""
        for wanted in words(list(texts)):
            before = " ".join(self.heard[max(0, self.at - 12) : self.at])
            found = self.heard[self.at] if self.at < len(self.heard) else "the end"
            assert found == wanted, f"after “{before}”: {found} instead of {wanted}"
            self.at += 1

    def hear_one_of(self, texts: Sequence[str]) -> str:
        """Go on after one of some texts, the longest that is said next, and return it."""
        said = [text for text in texts if self.hears(text)]
        assert said, f"after “{' '.join(self.heard[self.at - 12 : self.at + 4])}”: none of {texts}"
        longest = max(said, key=len)
        self.hear(longest)
        return longest

    def gap(self, number: int, answer: str, *, shown: bool = True) -> str:
        """Return what is said of a gap; its number only where it is shown."""
        if not self.teacher:
            return f"blank {number}"
        return f"{number} {answer}" if shown else answer

    def pages(self, known: Sequence[int]) -> None:
        """Go on after pages on which answers stand, if any are named, and make sure that they are of the section."""
        if self.hears("·"):
            self.hear("·")
        if self.heard[self.at] == "Learn":
            self.hear("Learn")
        if self.heard[self.at] in ("p.", "pp."):
            for page in self.heard[self.at + 1].split("–"):
                assert int(page) in known, f"page {page} has none of the answers"
            self.at += 2


@dataclass(frozen=True)
class Asked:
    """A task that was heard: its letter, name in the self-check and marks; what its key says, and in which column.

    ``free`` says that its points stand in any order, and are not scored.
    """

    letter: str
    short: str
    marks: int
    key: Callable[[Listener, Sequence[int]], None]
    column: str = "full"
    free: bool = False

    def widened(self, wide: Sequence[str]) -> Asked:
        """Return it as wide as the frame, if it is a list of points or stands in the side column as ``wide`` says."""
        return replace(self, column="full") if self.column in wide or (self.free and "free" in wide) else self


def recall(ear: Listener, section: Mapping, check_page: int | None) -> list[Asked]:
    """Hear the Recall sheet of a section; ``check_page`` is where the answers are, if they are in the pack."""
    ear.hear("From memory Name Date Try no.")
    asked = []
    blocks = [block for block in section["blocks"] if block["type"] in RECALL]
    for letter, block in zip("ABCDEFGH", blocks, strict=False):
        asked.append(RECALL[block["type"]](ear, letter, block, section))
    scored = [one for one in asked if one.marks]
    ear.hear("Self-check")
    if check_page is not None:
        ear.hear(f"Answers: page {check_page}")
    for one in scored:
        ear.hear(f"{one.letter} {one.short} out of {one.marks}")
    ear.hear(f"Total out of {sum(one.marks for one in scored)} Next visit (date)")
    return asked


def write(ear: Listener, section: Mapping, cites: dict[str, int]) -> list[Asked]:
    """Hear the Write sheet of a section."""
    blocks = [block for block in section["blocks"] if block["type"] == "question"]
    return [_question(ear, str(number), block, cites) for number, block in enumerate(blocks, 1)]


def check(ear: Listener, asked: Sequence[Asked], known: Sequence[int]) -> None:
    """Hear the Check sheet: the key of every task, in order; ``known`` are the pages of the Learn sheet."""
    ear.hear("Answers")
    ear.hear(*_marking(asked))
    start = ear.at
    failed = []
    for wide in ((), ("free",), ("side",), ("free", "side")):  # lists and short answers may be as wide as the frame
        ear.at = start
        try:
            _key(ear, _in_columns([one.widened(wide) for one in asked]), known)
        except AssertionError as heard:
            failed.append(heard)
        else:
            return
    raise failed[0]


def _marking(asked: Sequence[Asked]) -> list[str]:
    """Return how to mark: in a topic whose gaps have dates or figures in every section."""
    said = {
        "answers in bold": [one.letter for one in asked if one.short == "Timeline"],
        "any order, no score": [one.letter for one in asked if one.free],
    }
    return [
        "Mark in a second colour. Same meaning, any spelling, one mark; of two points one will do. "
        "Dates and numbers in full.",
        *(
            f"{' and '.join(filter(None, (', '.join(letters[:-1]), *letters[-1:])))}: {how}."
            for how, letters in said.items()
            if letters
        ),
    ]


def _key(ear: Listener, order: Sequence[Asked | None], known: Sequence[int]) -> None:
    for one in order:
        if one is not None:
            one.key(ear, known)
        elif ear.hears(MEND):
            ear.hear(MEND)
    if ear.hears(MEND):
        ear.hear(MEND)


def _in_columns(asked: Sequence[Asked]) -> list[Asked | None]:
    """Return the parts of a key as they are read: short ones after the first of the main column, then perhaps None.

    None stands for the lines for corrections.
    """
    order = [one for one in asked if one.column != "side"]
    mains = [place for place, one in enumerate(order) if one.column == "main"]
    if not mains:
        return [*asked]
    at = mains[0]
    while at < len(order) and order[at].column == "main":
        at += 1
    return [*order[:at], *(one for one in asked if one.column == "side"), None, *order[at:]]


def _key_head(ear: Listener, known: Sequence[int], letter: str, title: str, marks: int, noted: str = "") -> None:
    ear.hear(letter, title, noted or _noted(marks))
    ear.pages(known)


def _noted(marks: int) -> str:
    return f"{marks} mark{'' if marks == 1 else 's'}"


# -- passages


def _pieces(text: str) -> list[tuple[str, list[str]]]:
    """Return a passage as texts, each with the mark before it: the answer and what is accepted, or nothing."""
    found = []
    for part in text.split("{{"):
        mark, closed, rest = part.partition("}}")
        found.append((rest, mark.split("|")) if closed else (part, []))
    return found


def _cloze(ear: Listener, letter: str, block: Mapping, section: Mapping) -> Asked:
    title, text = block.get("title", "Fill the gaps"), " ".join(block["text"].split())
    pieces = _pieces(text)
    marks = int(block.get("gaps", len(pieces) - 1))
    ear.hear(letter, title, _noted(marks))
    hidden: list[list[str]] = []
    said = pieces[0][0]
    for rest, accepted in pieces[1:]:
        # What follows without a space is of the same word: blank 7, or blank 7.
        joined = rest.partition(" ")[0]
        blank = ear.gap(len(hidden) + 1, accepted[0])
        if ear.hears(f"{said}{blank}{joined}"):
            hidden.append(accepted)
            said += blank + rest
        else:
            said += accepted[0] + rest
    ear.hear(said)
    assert len(hidden) == marks
    if block.get("bank", "yes") in ("yes", "true"):
        ear.hear("Word bank")
        bank = [accepted[0] for accepted in hidden]
        spare = block.get("spare", [])
        bank += spare
        while bank:
            bank.remove(ear.hear_one_of(bank))
        ear.hear(*(["Some words are left over."] if len(spare) > 1 else []))
        ear.hear("Second visit: fold back along the dashed line to hide the bank. Unfold to go on.")

    def key(ear: Listener, known: Sequence[int]) -> None:
        _key_head(ear, known, letter, title, marks)
        for number, accepted in enumerate(hidden, 1):
            ear.hear(str(number), " / ".join(accepted))
            ear.pages(known)

    return Asked(letter, "Gaps", marks, key)


# -- tables


def _people(ear: Listener, letter: str, block: Mapping, made: Mapping) -> Asked:
    assert block.get("form", "why") == "why", "say here how this form is heard"
    title, choice = block.get("title", "Rebuild the key figures"), made.get("choice")
    heads = ["Name", *([choice["question"]] if choice else []), "Why they matter"]
    people = [_Person(one["name"], one.get("choice"), one["why"]) for one in made["people"]]
    marks = sum(1 + (one.choice is not None) for one in people)
    ear.hear(letter, title, _noted(marks) + (": one for each box, one for each reason" if choice else ""), *heads)
    number = 0
    for one in people:
        ear.hear(one.name)
        if choice and one.choice is not None:
            number += 1
            boxes = [
                f"{'Ticked:' if ear.teacher and option == one.choice else 'Box:'} {option}"
                for option in choice["options"]
            ]
            ear.hear(str(number) if ear.teacher else f"blank {number}", *boxes)
        number += 1
        ear.hear(ear.gap(number, one.why))

    def key(ear: Listener, known: Sequence[int]) -> None:
        _key_head(ear, known, letter, title, marks)
        tabled = ear.hears(*heads)
        ear.hear(*(heads if tabled else ()))
        numbers = iter(range(1, marks + 1))
        for one in people:
            ear.hear(*([one.name] if tabled else []))
            for answer in filter(None, (one.choice, one.why)):
                ear.hear(str(next(numbers)), *([] if tabled else [one.name]), answer)

    return Asked(letter, "Figures", marks, key)


@dataclass(frozen=True)
class _Person:
    name: str
    choice: str | None
    why: str


# -- timelines


def _timeline(ear: Listener, letter: str, block: Mapping, made: Mapping) -> Asked:
    form, title = block.get("form", "mixed"), block.get("title", "Complete the timeline")
    assert form in ("mixed", "dates", "events"), "say here how this form is heard"
    events = [(event["date"], event["event"]) for event in made["events"]]
    hidden = set()
    ear.hear(letter, title, f"{_noted(len(events))}: one for each line")
    for number, (date, event) in enumerate(events, 1):
        dateless = f"{ear.gap(number, date)} {event}"
        if ear.hears(dateless):
            hidden.add("date")
            ear.hear(dateless)
        else:
            hidden.add("event")
            ear.hear(date, ear.gap(number, event))
    assert hidden == {"mixed": {"date", "event"}, "dates": {"date"}, "events": {"event"}}[form]

    def key(ear: Listener, known: Sequence[int]) -> None:
        _key_head(ear, known, letter, title, len(events))
        for number, (date, event) in enumerate(events, 1):
            ear.hear(str(number), date, event)

    return Asked(letter, "Timeline", len(events), key, "main")


# -- matching


def _matching(ear: Listener, letter: str, title: str, prompt: str, pairs: Sequence[tuple[str, str]]) -> Asked:
    ear.hear(letter, title, _noted(len(pairs)), prompt)
    written = {}
    for number, (left, _) in enumerate(pairs, 1):
        if ear.teacher:
            ear.hear(str(number))
            written[left] = ear.hear_one_of("abcdefghijklmnopqrstuvwxyz"[: len(pairs)])
            ear.hear(left)
        else:
            ear.hear(f"blank {number}", left)
    waiting, letters = [right for _, right in pairs], {}
    for own in "abcdefghijklmnopqrstuvwxyz"[: len(pairs)]:
        ear.hear(f"{own}.")
        right = ear.hear_one_of(waiting)
        waiting.remove(right)
        letters[right] = own
    assert written in ({}, {left: letters[right] for left, right in pairs})
    assert list(letters) != [right for _, right in pairs], "the second column is shuffled"

    def key(ear: Listener, known: Sequence[int]) -> None:
        _key_head(ear, known, letter, title, len(pairs))
        for number, (_, right) in enumerate(pairs, 1):
            ear.hear(str(number), letters[right], right)

    return Asked(letter, "Match", len(pairs), key)


def _match_up(ear: Listener, letter: str, block: Mapping, section: Mapping) -> Asked:
    pairs = [(pair["left"], pair["right"]) for pair in block["pairs"]]
    return _matching(ear, letter, block.get("title", "Match up"), block["prompt"], pairs)


def _terms(ear: Listener, letter: str, block: Mapping, made: Mapping) -> Asked:
    assert block.get("form") == "match", "say here how this form is heard"
    pairs = [(term["term"], term["meaning"]) for term in made["terms"]]
    prompt = "Write beside each term the letter of its meaning."
    return _matching(ear, letter, block.get("title", "Match the terms"), prompt, pairs)


# -- free recall


@dataclass(frozen=True)
class _Cue:
    label: str
    hint: str
    points: list[str]


def _free(ear: Listener, letter: str, block: Mapping, layout: str, cues: Sequence[_Cue], centre: str) -> Asked:
    usual, prompt, short = {
        "cues": ("Blurt: everything you know", BLURT, "Blurt"),
        "cornell": ("Cornell notes from memory", CORNELL, "Notes"),
        "map": ("Concept map", MAP, "Map"),
    }[layout]
    minutes = block.get("minutes", "5")
    ear.hear(letter, block.get("title", usual), f"{minutes} minute{'' if minutes == '1' else 's'}, no notes")
    ear.hear(block.get("prompt", prompt))
    number = 0
    ear.hear(*([centre] if layout == "map" else []))
    for cue in cues:
        ear.hear(*([] if layout == "map" else [cue.label, cue.hint]))
        for answer in [cue.label, *cue.points] if layout == "map" else cue.points:
            number += 1
            ear.hear(ear.gap(number, answer))
    ear.hear(*(["Summary"] if layout == "cornell" else []))

    def key(ear: Listener, known: Sequence[int]) -> None:
        _key_head(ear, known, letter, block.get("title", usual), 0, f"{number} points")
        numbers = iter(range(1, number + 1))
        for cue in cues:
            ear.hear(*([] if layout == "map" else [cue.label]))
            for answer in [cue.label, *cue.points] if layout == "map" else cue.points:
                ear.hear(str(next(numbers)), "Box:", answer)

    return Asked(letter, short, 0, key, "full" if layout == "map" else "main", free=True)


def _blurt(ear: Listener, letter: str, block: Mapping, section: Mapping) -> Asked:
    cues = [_Cue(cue["cue"], cue.get("hint", ""), cue["points"]) for cue in block["cues"]]
    return _free(ear, letter, block, block.get("layout", "cues"), cues, block.get("centre", ""))


def _boxes(ear: Listener, letter: str, block: Mapping, made: Mapping) -> Asked:
    form = block.get("form", "blurt")
    cues = []
    for box in made["boxes"]:
        count, noun = len(box["items"]), "step" if box.get("numbered") == "true" else "point"
        counted = f"{COUNTS[count]} {noun}{'' if count == 1 else 's'}"
        hint = box.get("cue", counted) if form == "cornell" else counted
        assert all("recall" in item for item in box["items"]), "every point of the topic says itself in short"
        cues.append(_Cue(box["label"], hint, [item["recall"] for item in box["items"]]))
    layout = {"blurt": "cues", "cornell": "cornell", "map": "map"}[form]
    return _free(ear, letter, block, layout, cues, block.get("title", "What you know"))


def _rebuild(ear: Listener, letter: str, block: Mapping, section: Mapping) -> Asked:
    of = block["of"]
    found = [one for one in section["blocks"] if one["type"] == of and block.get("which") in (None, one.get("title"))]
    [made] = found
    if "only" in block:
        key, name = {
            "key-figures": ("people", "name"),
            "timeline": ("events", "date"),
            "glossary": ("terms", "term"),
        }.get(of, ("boxes", "label"))
        made = {**made, key: [part for part in made[key] if part[name] in block["only"]]}
    return REBUILT[of](ear, letter, block, made)


# -- questions


def _question(ear: Listener, number: str, block: Mapping, cites: dict[str, int]) -> Asked:
    paper = _paper(block)
    marks = int(block.get("marks") or paper["marks"])
    minutes = block.get("minutes") or paper.get("minutes")
    objectives = block.get("objectives") or paper.get("objectives", [])
    kind = block.get("kind") or paper.get("name", "Question")
    note = [_noted(marks), *objectives, *([f"{minutes} minutes"] if minutes else [])]
    extracts = block.get("extracts", [])
    planning = block.get("planning")
    if planning is None:
        labels = [extract["label"] for extract in extracts] or ["Evidence for", "Evidence against"]
        planning = labels[:3] if marks > 6 else []
    short = marks <= 6 and not planning
    ear.hear(number, kind, " · ".join(note), f"out of {marks}" if short else "")
    ear.hear(block["question"], block.get("guidance", ""))
    for extract in extracts:
        named = sorted(cites[source] for source in extract.get("sources", []))
        source = f"Source{'s' if len(named) > 1 else ''} {', '.join(map(str, named))}" if named else ""
        ear.hear(extract["label"], extract["text"])
        if "provenance" in extract:
            ear.hear(extract["provenance"], f"({source})" if source else "")
        elif source:
            ear.hear(f"{source}.")
    if not short:
        ear.hear(*planning, "My judgement")
        if "lines" not in block:
            onward = "go on over the page" if block.get("extra_page") == "yes" else "then go on with lined paper"
            ear.hear(f"Your opening here, {onward}.")
            ear.hear(*(["Go on with lined paper."] if block.get("extra_page") == "yes" else []))
        ear.hear(f"Mark What went well Even better if out of {marks}")
    own = {**block, "levels": block.get("levels") or _levels(paper, marks)}
    groups = own.get("scheme", [])
    brief = short and not own["levels"] and len(groups) <= 1 and not any("heading" in group for group in groups)
    column = "side" if brief else "full"
    return Asked(number, "Question", marks, lambda ear, known: _scheme(ear, number, kind, marks, own, brief), column)


def _paper(block: Mapping) -> Mapping:
    if "paper" not in block:
        return {}
    loaded = yaml.load((PAPERS / f"{block['paper']}.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    [task] = [task for part in loaded["sections"] for task in part["tasks"] if task["id"] == block["task"]]
    return dict(task)


def _levels(paper: Mapping, marks: int) -> list[Mapping]:
    """Return the paper's levels, where the tariff is the paper's too."""
    return paper.get("levels", []) if paper and int(paper["marks"]) == marks else []


def _scheme(ear: Listener, number: str, kind: str, marks: int, block: Mapping, brief: bool) -> None:
    """Hear what an answer is credited for."""
    groups, levels = block.get("scheme", []), block["levels"]
    _key_head(ear, (), number, kind, marks)
    if brief:
        points = [_point(point, True) for group in groups for point in group["points"]]
        joint = "; " if any("," in point for point in points) else ", "
        ear.hear(f"{joint.join(points)}." if points else "")
        ear.hear(*(["For example:", block["example"]] if "example" in block else []))
        ear.hear(*(["Judgement.", block["judgement"]] if "judgement" in block else []))
        return
    for group in groups:
        ear.hear(group.get("heading", ""))
        for point in group["points"]:
            ear.hear("Box:", _point(point, not levels))
    ear.hear(*(["For example:", block["example"]] if "example" in block else []))
    ear.hear(*(["Judgement.", block["judgement"]] if "judgement" in block else []))
    named = [(", ".join(filter(None, (level.get("name"), level.get("marks")))), level["text"]) for level in levels]
    if 0 < len(named) <= 3:
        ear.hear("; ".join(f"{label} {text.removesuffix('.')}" for label, text in named) + ".")
    else:
        ear.hear(*(word for level in named for word in level))


def _point(point: str | Mapping, shown: bool) -> str:
    text, marks = (point, 1) if isinstance(point, str) else (point["text"], int(point.get("marks", 1)))
    return f"{text.removesuffix('.')} ({marks})" if shown or marks > 1 else text.removesuffix(".")


Task = Callable[[Listener, str, Mapping, Mapping], Asked]

RECALL: dict[str, Task] = {"cloze": _cloze, "rebuild": _rebuild, "match-up": _match_up, "blurt": _blurt}
"""How the blocks that are tasks are heard."""

REBUILT: dict[str, Task] = {"key-figures": _people, "timeline": _timeline, "glossary": _terms, "summary": _boxes}
"""How blocks are heard that are rebuilt from memory."""
