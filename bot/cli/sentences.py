"""What goes wrong on the command line is said in a sentence and ends with exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any, NoReturn

import typer

from bot.settings import WrongSettings


def fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Turn what people can set right into a sentence; anything else is a defect and keeps its trace."""
    from sqlalchemy.exc import OperationalError

    from domain.policy_file.problems import PolicyProblem

    try:
        yield
    except WrongSettings as wrong:
        fail(str(wrong))
    except PolicyProblem as problem:
        fail(str(problem))
    except OperationalError as failure:
        from bot.run.opening import cannot_be_used

        fail(cannot_be_used(failure))
    except OSError as failure:
        fail(f"{failure.strerror or failure}: {failure.filename or 'the address in LISTEN may be taken'}")


def plain(text: Any) -> str:
    """Put a text into English for the terminal."""
    from delivery.rendering import render_plain

    return render_plain(text, "en", timezone=UTC)
