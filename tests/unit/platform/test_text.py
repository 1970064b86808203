"""Texts survive the outbox as they are."""

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from delivery.rendering import render, render_plain
from domain.forms import found_name, looked_up
from domain.platform.messages import Attachment, Key, Message, pack_message, unpack_message
from domain.platform.text import Arg, Joined, Local, Money, Named, Text, lines, named, pack, say, say_many, unpack

words = st.text(max_size=20)
simple: st.SearchStrategy[Arg] = st.one_of(
    words, st.integers(), st.dates(), st.builds(Money, st.integers()), st.datetimes(timezones=st.just(UTC)),
    st.builds(Local, st.dictionaries(st.sampled_from(["zh_Hans", "zh_Hant", "en"]), words, min_size=1)),
)  # fmt: skip
names = st.text(alphabet="abc", min_size=1, max_size=3)


def texts(inner: st.SearchStrategy[Arg]) -> st.SearchStrategy[Arg]:
    return st.one_of(
        st.builds(Text, words, st.dictionaries(names, inner, max_size=3)),
        st.builds(Joined, st.lists(inner, max_size=3).map(tuple), words),
    )


@given(st.recursive(simple, texts, max_leaves=8))
def test_packing_and_unpacking_changes_nothing(value: Arg) -> None:
    assert unpack(pack(value)) == value


def test_a_message_comes_back_as_it_was() -> None:
    message = Message(
        text=lines(say("Hello {name}", name="林"), say_many("{count} day", "{count} days", 3), date(2026, 7, 20)),
        keys=((Key(say("Go"), press="go:1"), Key(say("Read"), url="https://example.org")),),
        ask_contact=say("Share"),
        attachment=Attachment(file_id="f1", is_photo=True),
    )
    assert unpack_message(pack_message(message)) == message


def test_a_policy_text_falls_back_to_the_nearest_language() -> None:
    assert Local({"zh_Hans": "简", "en": "E"}).best_for("zh_Hant") == "简"
    assert Local({"en": "E"}).best_for("zh_Hans") == "E"
    assert Local({"zh_Hant": "繁", "en": "E"}).best_for("zh_Hans") == "繁"


def test_moments_keep_their_zone() -> None:
    moment = datetime(2026, 7, 20, 9, tzinfo=UTC)
    assert unpack(pack(moment)) == moment


def test_a_name_reads_as_it_does_in_the_language_of_the_reader() -> None:
    name = named("示例机械厂", {"zh_Hant": "示例機械廠", "en": "Sample <Machine> Works"})
    for said in (say("{unit}", unit=name), unpack(pack(say("{unit}", unit=name)))):
        assert render_plain(said, "zh_Hans", timezone=UTC) == "示例机械厂"
        assert render_plain(said, "zh_Hant", timezone=UTC) == "示例機械廠"
        assert render(said, "en", timezone=UTC) == "Sample &lt;Machine&gt; Works"
    assert name == "示例机械厂", "for whoever knows nothing of it"


def test_a_name_without_others_is_read_by_everybody() -> None:
    assert not isinstance(named("示例机械厂", {"zh_Hant": None, "en": ""}), Named)
    some = named("示例机械厂", {"en": "Works"})
    assert render_plain(some, "zh_Hant", timezone=UTC) == "示例机械厂"


def test_what_was_looked_up_keeps_its_names() -> None:
    kept = json.loads(json.dumps(looked_up(7, named("示例机械厂", {"en": "Works"}))))
    assert kept == {"id": 7, "label": "示例机械厂", "names": {"en": "Works"}}
    assert render_plain(found_name(kept), "en", timezone=UTC) == "Works"
    assert found_name({"id": 7, "label": "示例机械厂"}) == "示例机械厂"
