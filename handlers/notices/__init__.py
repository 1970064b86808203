"""Public notices in the chat."""
