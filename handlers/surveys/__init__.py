"""The survey in the chat: a question in one message, an answer by a press, and at once what there is for a yes."""
