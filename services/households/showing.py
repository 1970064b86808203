"""Papers and photos as officers see them: in albums, named by us and not by whoever sent them."""

from collections.abc import Iterator, Mapping, Sequence

from domain.platform.messages import Message
from domain.platform.text import N_, Nn_, Sayable, lines, say, say_many
from models.procedure import Paper

MOST_IN_ALBUM = 10  # as Telegram takes them
MOST_BYTES = 20_000_000  # of an album, which is in memory while it is sent


def as_albums(head: Sayable, number: str, what: Sayable, papers: Sequence[Paper]) -> list[Message]:
    """Return files of one kind with `head` as their words: pictures as albums, then what opens as a file.

    Each is called after the `number` of its case or household and `what` it shows, in the reader's language.
    """
    pictures = [paper for paper in papers if paper.is_picture]
    files = [paper for paper in papers if not paper.is_picture]
    names = {paper.id: lines(number, what, str(place), between=" ") for place, paper in enumerate(papers, 1)}
    return [_album(head, names, some) for some in (*_in_parts(pictures), *_in_parts(files))]


def _album(head: Sayable, names: Mapping[int, Sayable], papers: Sequence[Paper]) -> Message:
    files = tuple(paper.attached(names[paper.id]) for paper in papers)
    if len(files) == 1:
        return Message(head, attachment=files[0])
    counted = say_many(*Nn_("{count} page", "{count} pages"), len(files))
    return Message(say(N_("{what}, {count}"), what=head, count=counted), album=files)


def _in_parts(papers: Sequence[Paper]) -> Iterator[list[Paper]]:
    """Cut files into parts that an album takes."""
    part: list[Paper] = []
    for paper in papers:
        if part and (len(part) == MOST_IN_ALBUM or sum(one.size for one in (*part, paper)) > MOST_BYTES):
            yield part
            part = []
        part.append(paper)
    if part:
        yield part
