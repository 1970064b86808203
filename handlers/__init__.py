"""What a person does in chat, a file per conversation or button family; `routes.py` lists them in order."""
