"""Why a reply was not taken: one friendly sentence each, always with what to do next."""

from __future__ import annotations

from domain.platform.text import N_, Refusal, Text


class Told(Refusal):
    """A sentence that the question itself brings."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(**sentence.args)
        self.text = sentence.source


class WordsWanted(Refusal):
    """A file, sticker or the like came where words are asked for."""

    text = N_("Please answer this question in words: type it and send it.")


class ButtonWanted(Refusal):
    """Something else came where a button is to be pressed."""

    text = N_("Please press one of the buttons under the question.")


class WhoIsMeant(Refusal):
    """A number alone came where people are listed."""

    text = N_(
        "A number alone does not tell me who they are. Please press who comes first, and after that the next. If "
        "nobody is missing, press “{done}”."
    )


class OneAfterTheOther(Refusal):
    """A sentence names several people where one is added."""

    text = N_(
        "Those are several people at once. I take them one after the other, so that nobody is mixed up: press who "
        "comes first, and after that the next."
    )


class NotAnOption(Refusal):
    """The words match none of the options."""

    text = N_("I did not find that among the answers. Please press one of the buttons under the question.")


class ChangeFirst(Refusal):
    """A file came for another question while a change waits for its yes."""

    text = N_("Please say first whether the change above is right. Then send the file once more.")


class SeveralFit(Refusal):
    """The words fit several of the options."""

    text = N_("That fits more than one answer: {options}. Please press the one that is right.")


class TooManyChosen(Refusal):
    """More options than allowed."""

    text = N_("You can choose {most} at most. To choose another one, press a chosen one first to take it away.")


class NothingChosen(Refusal):
    """Done was pressed with nothing ticked where something is needed."""

    text = N_("Please choose at least one, then press Done.")


class YesOrNoWanted(Refusal):
    """Neither a yes nor a no."""

    text = N_("Please press Yes or No.")


class TextTooShort(Refusal):
    """Fewer characters than needed."""

    text = N_("That is a little short. Please write at least {least} characters.")


class TextTooLong(Refusal):
    """More characters than can be kept."""

    text = N_("That is {length} characters, and at most {most} fit here. Please say it a little shorter.")


class TooLongHere(Refusal):
    """A long text came where a number, a choice or a name is asked for."""

    text = N_("That is {length} characters, and something short is asked here, so nothing of it was taken.")


class CardLater(Refusal):
    """There is no card, or not at hand; or something else is offered in its place."""

    text = N_(
        "Money goes only to a bank card in your own name, not to WeChat or Alipay. If the card is not at hand, or you "
        "have none yet, press “Pause”: everything is kept, and you go on here once you have it."
    )


class NumberUnclear(Refusal):
    """Not a whole number."""

    text = N_("Please send a whole number, for example {example}.")


class NumberOutOfRange(Refusal):
    """A number outside the limits."""

    text = N_("The number should be between {least} and {most}. Please check it and send it again.")


class AmountAboveLimit(Refusal):
    """An amount above what the question allows."""

    text = N_("The amount can be {most} at most. Please check it and send it in yuan, for example 3500.")


class DateUnclear(Refusal):
    """Not a day."""

    text = N_("I could not read that as a date. Please send year, month and day, for example 2026-07-20.")


class DateInFuture(Refusal):
    """The day has yet to come."""

    text = N_("That day is still to come. Please check the year and send the date again.")


class DateInPast(Refusal):
    """The day is over."""

    text = N_("That day is already past. Please check the year and send the date again.")


class DateTooEarly(Refusal):
    """The day is before the earliest that makes sense."""

    text = N_("That day is too long ago. Please send a date from {earliest} on.")


class ContactOfSomebodyElse(Refusal):
    """A shared contact that is not the person's own."""

    text = N_("That is somebody else's contact. Please share your own number with the button, or type it.")


class FileWanted(Refusal):
    """Something else came where a photo or PDF is asked for."""

    text = N_("Please send a photo or a PDF file here.")


class FileKindWrong(Refusal):
    """A file that is neither a photo nor a PDF."""

    text = N_("I can only take photos and PDF files. Please take a photo of the paper and send that.")


class TableWanted(Refusal):
    """Something else came where a table is asked for."""

    text = N_(
        "Please send the table as a file whose name ends in .xlsx or .csv. In Excel or WPS: “Save as”, Excel workbook "
        "(.xlsx); that holds for older tables (.xls, .et, .ods), too."
    )


class PolicyFileWanted(Refusal):
    """Something else came where a policy is asked for."""

    text = N_(
        "Please send the policy as a file whose name ends in .toml, attached with the paper clip. Words in the chat, "
        "pictures and documents of Word or Excel cannot be read as one."
    )


class FileTooLarge(Refusal):
    """A file above 20 MB, the most the chat platform hands over."""

    text = N_("That file is larger than 20 MB and cannot be fetched. Please send a photo instead, or a smaller file.")


class TooManyFiles(Refusal):
    """More files than the question takes."""

    text = N_("{most} files are enough for this paper. Press Done to go on, or remove one first.")


class NoFileYet(Refusal):
    """Done was pressed before a file came."""

    text = N_("I have no file yet. Please send a photo or a PDF, then press Done.")


class NothingFound(Refusal):
    """A lookup found nothing."""

    text = N_("I found nothing by that name. Please try fewer words or another part of the name.")


class QueryTooShort(Refusal):
    """A search needs a few characters."""

    text = N_("Please send part of the name, for example two or three characters.")


class NoPhone(Refusal):
    """Somebody has no number, or does not want to give it."""

    text = N_(
        "Without a number your officer cannot call before a visit. The number of somebody in the family or of a "
        "neighbour will do, too; nobody outside the union gets it."
    )


class NumberNotAtHand(Refusal):
    """Somebody does not have the number of their own document with them."""

    text = N_(
        "Without this number I cannot register you, since the money must reach you and nobody else. It also stands in "
        "the household book, and it stays the same when the card is lost. If you have to look it up, “Pause” "
        "keeps everything."
    )


class MustAnswer(Refusal):
    """Skip was pressed on a question that is needed."""

    text = N_("This answer is needed, so it cannot be skipped. Press Help to see why, or save and go on later.")


class NothingBefore(Refusal):
    """Back was pressed on the first question."""

    text = N_("This is the first question, there is nothing before it.")


class GroupFull(Refusal):
    """No more items fit into a group."""

    text = N_("{most} is the most I can note here. Please tell your union officer about the others.")


class GroupTooSmall(Refusal):
    """A group needs more items."""

    text = N_("Please add at least {least} here before going on.")


class ButtonNotHere(Refusal):
    """A button that does not belong to this card."""

    text = N_("That button does not belong to this question. Please use the buttons of the last message.")


class SummaryWaits(Refusal):
    """Words came where the summary waits for a button."""

    text = N_("Please look through your answers and press a button under them.")


class QuestionGone(Refusal):
    """An answer came to a question that is not asked any more."""

    text = N_("That question is not asked any more, so nothing was changed.")


class SameAnswer(Refusal):
    """A question of before was answered with what is kept already."""

    text = N_("That is what I have already, so nothing was changed.")


class ChangeWaits(Refusal):
    """Words came where one of the answers is to be chosen."""

    text = N_("Please press the answer that you would like to change; then I ask for it anew.")
