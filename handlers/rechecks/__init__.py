"""The yearly re-check in the chat: a part of the file in one message, and a press for what is still so."""
