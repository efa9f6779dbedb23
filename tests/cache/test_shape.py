"""A shape is checked by columns, with the same result as value by value."""

from types import NoneType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from packgen.cache.shape import Either, count, fits, number

SHAPES = st.recursive(
    st.sampled_from([str, int, bool, NoneType, list, dict, count, number]),
    lambda inner: (
        inner.map(lambda one: [one])
        | st.lists(inner, max_size=3).map(tuple)
        | inner.map(lambda one: {str: one})
        | st.tuples(inner, inner).map(lambda pair: Either(*pair))
    ),
    max_leaves=8,
)

SCALARS = st.none() | st.booleans() | st.sampled_from([0, 1, -1, 1 << 40, 0.5, -1.5, float("inf"), "", "text"])


def one_by_one(plain: Any, shape: Any) -> bool:
    match shape:
        case type():
            return type(plain) is shape
        case Either():
            return one_by_one(plain, shape.one) or one_by_one(plain, shape.other)
        case list():
            return type(plain) is list and all(one_by_one(item, shape[0]) for item in plain)
        case tuple():
            return type(plain) is list and len(plain) == len(shape) and all(map(one_by_one, plain, shape))
        case dict():
            return type(plain) is dict and all(one_by_one(item, shape[str]) for item in plain.values())
    return bool(shape(plain))


def values(shape: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values that have a shape, or nearly have it."""
    exact: st.SearchStrategy[Any] = SCALARS
    match shape:
        case Either():
            exact = values(shape.one) | values(shape.other)
        case list():
            exact = st.lists(values(shape[0]), max_size=3)
        case tuple():
            exact = st.tuples(*map(values, shape)).map(list)
        case dict():
            exact = st.dictionaries(st.text(max_size=2), values(shape[str]), max_size=3)
    return exact | SCALARS | st.lists(SCALARS, max_size=2)


@given(st.data())
def test_by_columns_and_one_by_one(data: st.DataObject) -> None:
    shape = data.draw(SHAPES)
    plain = data.draw(values(shape))
    assert fits(plain, shape) == one_by_one(plain, shape)
