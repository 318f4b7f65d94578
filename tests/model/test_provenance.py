"""Principle 2 of the design: what is said cannot be made without the records it came from."""

import pytest

from datamap.model.provenance import Sourced, anchor_of, joined, shared

ONE, OTHER, THIRD = ("shop", "activities", "orders"), ("shop", "activities", "returns"), ("shop", "rights", "access", 0)


def said(*origin, name="why.purpose", html="We say so.", **more):
    return Sourced(html=html, origin=origin, name=name, **more)


class TestSourced:
    def test_nothing_can_be_said_that_no_record_says(self):
        with pytest.raises(ValueError, match=r"^`keep\.rule` says something that no record says$"):
            Sourced(html="We keep them for 2 years.", origin=(), name="keep.rule")

    def test_the_anchor_is_short_and_tells_nothing(self):
        anchor = said(ONE).anchor
        assert len(anchor) == 11
        assert anchor[0] == "s"
        assert int(anchor[1:], 16) >= 0

    def test_the_anchor_ignores_the_words(self):
        assert said(ONE).anchor == said(ONE, html="Put in another way.").anchor

    def test_the_anchor_ignores_the_order_of_the_records(self):
        assert said(ONE, OTHER).anchor == said(OTHER, ONE).anchor

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(said(ONE, name="why.basis"), id="another sentence"),
            pytest.param(said(OTHER), id="another record"),
            pytest.param(said(ONE, OTHER), id="one record more"),
            pytest.param(said((*ONE, "data")), id="a key of the record"),
            pytest.param(said(("shop", "activities/orders")), id="parts that read alike"),
        ],
    )
    def test_the_anchor_tells_apart(self, other):
        assert other.anchor != said(ONE).anchor

    def test_the_anchor_is_that_of_what_the_piece_is_about(self):
        assert said(ONE, OTHER, about=(ONE,)).anchor == said(ONE).anchor

    def test_further_anchors_follow_its_own_and_none_comes_twice(self):
        own = said(ONE).anchor
        assert said(ONE, also=("s1", own, "s2", "s1")).anchors == (own, "s1", "s2")


class TestJoined:
    def test_has_the_words_and_the_paths_of_all_in_their_order(self):
        one = joined((said(ONE, html="First."), said(OTHER, ONE, html="Second.")))
        assert (one.html, one.origin) == ("First. Second.", (ONE, OTHER))

    def test_keeps_the_anchor_of_the_first(self):
        """A key that is added to a record lengthens what is said of it, and leaves the anchor."""
        assert joined((said(ONE), said(OTHER, name="x"))).anchor == said(ONE).anchor
        assert joined((said(ONE, OTHER, about=(THIRD,)), said(OTHER))).anchor == said(THIRD).anchor


class TestShared:
    def test_bears_the_anchors_of_all(self):
        """An activity that comes to say the same as another leaves the anchors of both."""
        one = shared((said(ONE), said(OTHER, also=("s0",)), said(THIRD)))
        assert one.anchors == (said(ONE).anchor, said(OTHER).anchor, "s0", said(THIRD).anchor)
        assert one.origin == (ONE, OTHER, THIRD)

    def test_of_one_piece_is_that_piece(self):
        assert shared((said(ONE),)).anchors == said(ONE).anchors


def test_an_anchor_can_be_computed_from_a_name_and_paths():
    assert anchor_of("why.purpose", [ONE]) == said(ONE).anchor
