"""A block of the section, to be rebuilt from memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from packgen.blocks.base import Block, Surroundings, TaskBlock, TaskProblem
from packgen.blocks.scalars import Text
from packgen.errors import nearest
from packgen.text.inline import plain

if TYPE_CHECKING:
    from packgen.tasks.base import Task


class Rebuild(TaskBlock):
    """A block of the same section with a part of it hidden, to be filled in from memory.

    - type: rebuild
      of: glossary
      form: meanings

    The forms are, the usual one first: key-figures why, role, names, dates; timeline mixed, dates, events, order;
    glossary terms, meanings, both, match; statistics figures, labels; table cells, order; summary blurt, cornell, map,
    cloze; prose cloze; picture labels; interpretations historians, match; misconceptions correct. Where the section has
    several blocks of the type, `which` names one by its title.
    """

    stage: ClassVar[Literal["learn", "recall", "write"]] = "recall"
    synonyms: ClassVar[str] = (
        "reconstruct redo from-memory blank-table complete-the-table fill-in-the-table label-the-picture "
        "label-the-diagram blank-timeline"
    )

    type: Literal["rebuild"] = Field(description="A block of the section, to be rebuilt from memory.")
    of: Literal[
        "key-figures",
        "timeline",
        "glossary",
        "statistics",
        "table",
        "summary",
        "prose",
        "picture",
        "interpretations",
        "misconceptions",
    ] = Field(description="The type of the block.", examples=["timeline"])
    which: Text | None = Field(
        None,
        description="The title of the block, where there are several of its type.",
        examples=["The title of that block"],
    )
    form: Text | None = Field(None, description="What is hidden: one of the block's forms.", examples=["events"])
    only: tuple[Text, ...] = Field(
        (),
        description="Which of its parts: labels of boxes, names of people, terms, dates; all, if nothing is said.",
        examples=[["Why?", "So what?"]],
    )
    title: Text | None = Field(None, description="Heading, if not the usual one.", examples=["Complete the timeline"])

    @property
    def about(self) -> str:
        """The type of the block that is rebuilt."""
        return self.of

    def task(self, around: Surroundings) -> Task:
        """Return the task, made from the block that `of` and `which` name.

        Raises:
            TaskProblem: there is no such block or form, several blocks match, or the block has too little.
        """
        block = self._part(self._block(around))
        if self.form is not None and self.form not in block.forms:
            message = f'{self.of} has no form "{self.form}".{nearest(self.form, block.forms)}'
            raise TaskProblem("form", message, f"Its forms are {_listed(block.forms)}.")
        form = self.form or block.forms[0]
        made = block.recall(form, around.chance, around.words, self.title)
        if made is None:
            others = [one for one in block.forms if block.recall(one, around.chance, around.words) is not None]
            remedy = f"Choose another form ({_listed(others)}), or add to the block." if others else "Add to the block."
            raise TaskProblem(
                "form" if self.form else "of", f'{self.of} has too little in it for the form "{form}".', remedy
            )
        return made

    def _part(self, block: Block) -> Block:
        """Return the block with only the parts that `only` names."""
        if not self.only:
            return block
        if block.parts is None:
            raise TaskProblem("only", f"a {self.of} has no parts to choose from.", "Delete the line.")
        key, name = block.parts
        named = {plain(getattr(part, name)): part for part in getattr(block, key)}
        for wanted in self.only:
            if plain(wanted) not in named:
                message = f'there is no "{wanted}" in {self.of}.{nearest(plain(wanted), named)}'
                raise TaskProblem("only", message, f"It has {_listed(list(named))}.")
        chosen = {plain(wanted) for wanted in self.only}
        kept = tuple(part for part in getattr(block, key) if plain(getattr(part, name)) in chosen)
        return block.model_copy(update={key: kept})

    def _block(self, around: Surroundings) -> Block:
        """Return the block that `of` and `which` name."""
        found = [block for block in around.blocks if block.type == self.of]
        if not found:
            others = list(dict.fromkeys(block.type for block in around.blocks if block.forms))
            remedy = f"Name another: {_listed(others)}; or add one." if others else "Add one, or delete this block."
            raise TaskProblem("of", f"there is no {self.of} in this section.", remedy)
        if self.which is None and len(found) == 1:
            return found[0]
        titles = [title for block in found if (title := plain(block.heading(around.words)))]
        wanted = plain(self.which or "")
        named = [block for block in found if wanted and plain(block.heading(around.words)) == wanted]
        if len(named) == 1:
            return named[0]
        if self.which is not None and not named:
            message = f'no {self.of} in this section has the title "{self.which}".{nearest(self.which, titles)}'
            raise TaskProblem("which", message, f"Write {_listed(titles, 'or')}." if titles else "Give it that title.")
        many = f"there are {len(named or found)} blocks of type {self.of}"
        if len(set(titles)) < len(found):
            remedy = 'Give each of them a title of its own, and name one here under "which".'
            raise TaskProblem("which" if named else "of", f"{many}, and no titles to tell them apart.", remedy)
        raise TaskProblem("of", f"{many} in this section.", f'Add "which:" and a title: {_listed(titles, "or")}.')


def _listed(words: Sequence[str], joint: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
