"""The policy in the chat: which is in force and where it came from, and a new one that is sent."""
