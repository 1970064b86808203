"""Programs for those who work on Sisong; the bot itself needs none of them."""
