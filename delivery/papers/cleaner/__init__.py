"""The child process that opens what people sent: a picture comes out as a plain JPEG, a PDF as its pages.

It imports nothing of ours, knows none of the bot's secrets, and ends with the one file that it was given.
"""
